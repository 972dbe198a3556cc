import { readFile } from 'node:fs/promises';
import { z } from 'zod';

const mailDomain = z.strictObject({
  mx: z.array(z.strictObject({ preference: z.int(), exchange: z.string() })).optional(),
  /** Of the domain itself. */
  address: z.string().optional(),
  mailboxes: z.array(z.string()).default([]),
  /** Whose mailboxes cannot take any more just now. */
  full: z.array(z.string()).default([]),
  catch_all: z.boolean().default(false),
  /** Asks whoever comes for the first time to come again later. */
  greylisting: z.boolean().default(false),
  /** Will not talk to us about anybody. */
  refuses: z.boolean().default(false),
});

const world = z.strictObject({
  /** Mail servers and their addresses; nobody listens at 127.0.0.2. */
  hosts: z.record(z.string(), z.string()),
  domains: z.record(z.string(), mailDomain),
});

export type SampleWorld = z.output<typeof world>;

export async function readSampleWorld(): Promise<SampleWorld> {
  return world.parse(JSON.parse(await readFile(new URL('../data/sample-network.json', import.meta.url), 'utf8')));
}
