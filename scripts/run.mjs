import { handOver } from './hand-over.mjs';

const [script, ...args] = process.argv.slice(2);
if (script === undefined) {
  process.stderr.write('Usage: node scripts/run.mjs <script of this repository> [arguments]\n');
  process.exitCode = 2;
} else {
  handOver(script, args);
}
