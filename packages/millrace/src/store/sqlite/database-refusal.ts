/** Why a database was not opened. Nothing has been written when one of these is thrown. */
export type DatabaseRefusalCode = 'sqlite_too_old' | 'schema_too_new' | 'schema_too_old' | 'migration_changed' | 'data_folder_in_use';

/** A database that must not be used as it is. The message names the versions or the folder, and says what to do. */
export class DatabaseRefusal extends Error {
  override readonly name = 'DatabaseRefusal';
  readonly code: DatabaseRefusalCode;

  constructor(code: DatabaseRefusalCode, message: string) {
    super(message);
    this.code = code;
  }
}
