import type { DatabaseSync, StatementSync } from 'node:sqlite';

/** Hands out the numbers of runs per workflow: 1, 2, 3 … The last ones are kept in memory and written once a transaction. */
export class RunNumbers {
  private readonly read: StatementSync;
  private readonly save: StatementSync;
  private readonly last = new Map<string, number>();
  private readonly unsaved = new Map<string, readonly [workspaceId: string, workflow: string]>();

  constructor(db: DatabaseSync) {
    this.read = db.prepare('SELECT last FROM run_numbers WHERE workspace_id = ? AND workflow = ?');
    this.save = db.prepare(
      'INSERT INTO run_numbers (workspace_id, workflow, last) VALUES (?, ?, ?) ON CONFLICT (workspace_id, workflow) DO UPDATE SET last = excluded.last',
    );
  }

  next(workspaceId: string, workflow: string): number {
    const name = `${workspaceId}/${workflow}`;
    const number = (this.last.get(name) ?? Number(this.read.get(workspaceId, workflow)?.['last'] ?? 0)) + 1;
    this.last.set(name, number);
    this.unsaved.set(name, [workspaceId, workflow]);
    return number;
  }

  flush(): void {
    for (const [name, [workspaceId, workflow]] of this.unsaved) this.save.run(workspaceId, workflow, this.last.get(name) ?? 0);
    this.unsaved.clear();
  }

  /** After a rollback: the database knows better. */
  clear(): void {
    this.last.clear();
    this.unsaved.clear();
  }
}
