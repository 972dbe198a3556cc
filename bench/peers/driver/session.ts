import { inBenchFolder } from '../../server-under-test.ts';
import { startProgram } from './child-program.ts';
import type { ChildProgram } from './child-program.ts';
import type { Peer, Tuning } from './peer.ts';
import { setUpAnswer } from './peer-program.ts';
import type { SetUp } from './peer-program.ts';
import { startPostgres } from './postgres-server.ts';
import type { PostgresServer } from './postgres-server.ts';
import { startRedis } from './redis-server.ts';
import type { BenchServer } from './server-process.ts';

const SET_UP_LIMIT_MS = 60_000;

/** Nobody reports home, nobody logs, and all are told that this is production. */
const QUIET = {
  NODE_ENV: 'production',
  DO_NOT_TRACK: '1',
  SCARF_ANALYTICS: 'false',
  MASTRA_TELEMETRY_DISABLED: '1',
  WORKFLOW_TELEMETRY_DISABLED: '1',
  RESTATE_LOGGING: 'ERROR',
};

/** A peer that is set up for one kind of work, with everything that belongs to it. */
export interface Session {
  readonly program: ChildProgram;
  /** The processes at the top of everything involved. */
  readonly roots: readonly number[];
  /** How it is known that what it records is on the disk. */
  readonly durability: string;
}

/** Sets a peer up in an empty folder, with a database of its own, lets it be used, and ends everything. */
export async function withPeer<T>(peer: Peer, work: SetUp['work'], tuning: Tuning, use: (session: Session) => Promise<T>): Promise<T> {
  return inBenchFolder(`peer-${peer.name}`, async (folder) => {
    const postgres = peer.server === 'postgres' ? await startPostgres(folder) : null;
    const redis = peer.server === 'redis' ? await startRedis(folder) : null;
    let program: ChildProgram | null = null;
    try {
      program = startProgram(new URL(`../${peer.folder}/${peer.program}`, import.meta.url), QUIET);
      return await use(await setUp(program, { work, folder, tuning, postgres, redis }));
    } finally {
      await program?.end();
      await postgres?.stop();
      await redis?.stop();
    }
  });
}

interface Parts {
  readonly work: SetUp['work'];
  readonly folder: string;
  readonly tuning: Tuning;
  readonly postgres: PostgresServer | null;
  readonly redis: BenchServer | null;
}

async function setUp(program: ChildProgram, { work, folder, tuning, postgres, redis }: Parts): Promise<Session> {
  const server = postgres ?? redis;
  const addresses = { postgresUrl: postgres?.url ?? null, redisPort: redis?.port ?? null };
  const told = await program.ask({ kind: 'set-up', work, folder, tuning: { ...tuning }, ...addresses }, SET_UP_LIMIT_MS);
  const { durability } = setUpAnswer.parse(told);
  const roots = server === null ? [program.pid] : [program.pid, server.pid];
  return { program, roots, durability: server === null ? durability : `${durability} ${server.version}: ${server.settings}` };
}
