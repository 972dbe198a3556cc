import { writeFile } from 'node:fs/promises';
import { writeSamples } from './write-samples.ts';

for (const [name, bytes] of await writeSamples()) await writeFile(new URL(`./${name}`, import.meta.url), bytes);
