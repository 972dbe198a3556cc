/** Finds out whether any row names a file; every table with a storage key is listed. Parameter: `storageKey`. */
export const IS_NAMED = `SELECT 1 ${['artifacts', 'uploads', 'batch_files', 'upload_parts']
  .map((table) => `FROM ${table} WHERE storage_key = :storageKey`)
  .join(' UNION ALL SELECT 1 ')} LIMIT 1`;
