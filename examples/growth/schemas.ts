import { isIP } from 'node:net';
import { z } from 'zod';
import { CAPABILITIES, PRESETS, type Preset } from './capabilities.ts';
import { isLoopbackAddress } from './smtp/public-address.ts';
import { readEmail } from './contacts/email-address.ts';

/** In one run. */
export const MAX_CONTACTS = 10_000;

const cell = z.union([z.string().max(2000), z.number(), z.boolean(), z.null()]);

const contacts = z
  .union([
    z
      .array(z.record(z.string(), cell))
      .max(MAX_CONTACTS)
      .describe('One object per contact, with the members that a table would have as columns.'),
    z.strictObject({ $file: z.string().min(1) }).describe('An uploaded table.'),
    z.strictObject({ shipped: z.enum(['contacts.csv']) }).describe('The list that comes with this example.'),
  ])
  .describe('Names, companies, domains and e-mail addresses, as far as they are known.');

const words = z.array(z.string().trim().min(1).max(200)).max(200);

const range = z
  .strictObject({ min: z.int().nonnegative().optional(), max: z.int().nonnegative().optional() })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, 'min is above max');

const icpConfig = z.strictObject({
  titles: words.optional().describe('Each entry fits a title that has all its words.'),
  exclude_titles: words.optional(),
  industries: words.optional(),
  countries: words.optional(),
  employee_ranges: z.array(range).max(50).optional().describe('A size that is given as a range fits when it overlaps.'),
});

const helo = z
  .string()
  .regex(/^(?=.{1,253}$)(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/i, 'is no host name')
  .describe('How this machine calls itself to mail servers: its name in the DNS.');
const mailFrom = z
  .string()
  .refine((text) => readEmail(text)?.address === text, 'is no e-mail address')
  .describe('The sender that is named to mail servers. By default none, as in a bounce.');
const timeoutMs = z.int().min(100).max(120_000).describe('For a connection and for each answer.');
const again = z.int().nonnegative().max(86_400_000).describe('How long to wait before asking those again who said: later. 0: never.');

const loopbackServer = z.string().refine((text) => {
  const address = /^\[(.*)\]:\d+$/u.exec(text)?.[1] ?? (isIP(text) === 0 ? text.replace(/:\d+$/, '') : text);
  return isLoopbackAddress(address);
}, 'is no address of this machine');

const network = z.discriminatedUnion('mode', [
  z
    .strictObject({
      mode: z.literal('live'),
      helo: helo.optional(),
      mail_from: mailFrom.optional(),
      timeout_ms: timeoutMs.optional(),
      greylist_wait_ms: again.default(300_000),
    })
    .describe('Resolvers of the system, port 25. Domains that are reserved for examples are answered by the sample network.'),
  z
    .strictObject({ mode: z.literal('sample'), greylist_wait_ms: again.default(200) })
    .describe('Made-up companies on this machine: nothing leaves it.'),
  z
    .strictObject({
      mode: z.literal('local'),
      dns_servers: z.array(loopbackServer).min(1).max(4),
      smtp_port: z.int().min(1).max(65_535),
      helo: helo.optional(),
      mail_from: mailFrom.optional(),
      timeout_ms: timeoutMs.optional(),
      greylist_wait_ms: again.default(0),
    })
    .describe('Servers of your own on this machine.'),
  z.strictObject({ mode: z.literal('offline') }).describe('Nobody is asked: only what can be said from the list itself.'),
]);

const presetNames = z.enum(Object.keys(PRESETS).filter((name): name is Preset => name in PRESETS));

export const growthInput = z
  .strictObject({
    contacts: contacts.optional(),
    input_text: z.string().max(500_000).optional().describe('A pasted list: CSV, tabs, or one contact per line.'),
    preset: presetNames.optional().describe('A usual set of capabilities.'),
    capabilities: z.array(z.enum(CAPABILITIES)).min(1).optional().describe('What to do, instead of a preset.'),
    icp_config: icpConfig.optional().describe('Who is wanted; for `qualification`.'),
    limit: z.int().positive().max(MAX_CONTACTS).optional().describe('Only so many contacts, from the top.'),
    max_guesses: z.int().min(1).max(20).default(8).describe('How many addresses are tried for one contact.'),
    accept_catch_all: z.boolean().default(true).describe('Deliver addresses at domains that take everything, as not verified.'),
    network: network.default({ mode: 'live', greylist_wait_ms: 300_000 }),
  })
  .refine((input) => (input.contacts === undefined) !== (input.input_text === undefined), 'give either contacts or input_text')
  .refine((input) => input.preset === undefined || input.capabilities === undefined, 'give either preset or capabilities');

export type GrowthInput = z.output<typeof growthInput>;
export type NetworkInput = GrowthInput['network'];
export type IcpConfig = NonNullable<GrowthInput['icp_config']>;

const counts = z.record(z.string(), z.int());

export const growthOutput = z.object({
  delivered_contacts: z.int(),
  verified_emails: z.int(),
  companies_processed: z.int(),
  input_contacts: z.int(),
  data_source_mix: z.object({ given: z.int(), pattern: z.int(), learned_pattern: z.int(), enriched: z.int() }),
  gap_report: z.object({ unresolved: z.int(), reasons: counts }),
  stages: z.record(z.string(), z.object({ status: z.enum(['completed', 'skipped']), counts })),
  capabilities: z.array(z.enum(CAPABILITIES)),
  warnings: z.array(z.string()),
  credits: z.object({ quoted: z.int(), spent: z.int() }),
  files: z.object({ contacts: z.string(), contacts_json: z.string(), gap_report: z.string() }),
});

export type GrowthOutput = z.input<typeof growthOutput>;
