import { handOver } from './hand-over.mjs';

handOver('scripts/test-everything.ts', process.argv.slice(2));
