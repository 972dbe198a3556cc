import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Gives the prepared statement of an SQL text; each text is prepared once. Parameters are positional or bare names. */
export type Prepare = (sql: string) => StatementSync;

export function cachedStatements(db: DatabaseSync): Prepare {
  const statements = new Map<string, StatementSync>();
  return (sql) => {
    const known = statements.get(sql);
    if (known !== undefined) return known;
    const statement = db.prepare(sql);
    // The statements of lists share one set of parameters, and each uses the ones that it needs.
    statement.setAllowUnknownNamedParameters(true);
    statements.set(sql, statement);
    return statement;
  };
}
