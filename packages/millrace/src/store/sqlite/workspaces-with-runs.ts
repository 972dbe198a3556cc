/** Names a table `workspace` of all workspaces that have runs, made by jumping from one to the next along an index; its last row is null. */
export const WORKSPACES_WITH_RUNS =
  'WITH RECURSIVE workspace(id) AS (SELECT min(workspace_id) FROM runs UNION ALL SELECT (SELECT min(workspace_id) FROM runs WHERE workspace_id > workspace.id) FROM workspace WHERE workspace.id IS NOT NULL)';
