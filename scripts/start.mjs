import { handOver } from './hand-over.mjs';

handOver('scripts/main-job.ts', process.argv.slice(2));
