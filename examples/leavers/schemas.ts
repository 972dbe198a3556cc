import { z } from 'zod';

const table = z
  .union([
    z.string().min(1).describe('The CSV text itself.'),
    z.strictObject({ $file: z.string().min(1) }).describe('An uploaded file.'),
    z.strictObject({ shipped: z.enum(['before.csv', 'after.csv']) }).describe('A snapshot that comes with this example.'),
  ])
  .describe('A table of people at companies: CSV with at least a name and a company.');

const SHIPPED = { before: { shipped: 'before.csv' }, after: { shipped: 'after.csv' } } as const satisfies {
  readonly [side: string]: z.output<typeof table>;
};

const range = z
  .strictObject({ min: z.number().nonnegative().optional(), max: z.number().nonnegative().optional() })
  .refine(({ min, max }) => min === undefined || max === undefined || min <= max, 'min is above max');

const words = z.array(z.string().trim().min(1).max(200)).max(200);

const criteria = z.strictObject({
  industries: words.optional().describe('Of the old company.'),
  company_size: z
    .union([range, z.array(range).max(20)])
    .optional()
    .describe(
      'People at the old company: one range, or several of which one has to fit. A size that is a range itself fits when it overlaps.',
    ),
  titles: words.optional().describe('Of the old job; each entry fits a title that has all its words.'),
  tenure_months: range.optional().describe('At the old company.'),
  geographies: words.optional().describe('Cities or countries.'),
});

const decisionMakers = z.strictObject({
  titles: words.optional().describe('Instead of everybody from heads of department upwards.'),
  exclude_titles: words.optional(),
  per_company: z.int().positive().optional(),
});

/** What one row and one comparison cost, in millionths of a US dollar: what the machine is charged at inside the house. */
const prices = z.strictObject({ row_micros: z.int().nonnegative().default(2), comparison_micros: z.int().nonnegative().default(1) });

const wishes = z.strictObject({
  before: table.optional(),
  after: table.optional(),
  limit: z.int().positive().max(1_000_000).optional().describe('At most so many leavers, those with the best reasons first.'),
  criteria: criteria.default({}),
  decision_makers: decisionMakers.default({}),
  absent: z.enum(['left', 'gap']).default('left').describe('Who is not in the later file although it covers the company: left, or a gap.'),
  as_of: z.iso.date().optional().describe('When the later file was made. By default, the latest start date in it.'),
  prices: prices.default({ row_micros: 2, comparison_micros: 1 }),
});

/** Two snapshots, or none at all for those that come with this example: one of each would compare strangers. */
export const leaversInput = wishes.transform(({ before, after, ...rest }, check) => {
  if (before !== undefined && after !== undefined) return { ...rest, before, after };
  if (before === undefined && after === undefined) return { ...rest, before: SHIPPED.before, after: SHIPPED.after };
  check.addIssue({
    code: 'custom',
    path: [before === undefined ? 'before' : 'after'],
    message: 'is needed together with the other snapshot',
  });
  return z.NEVER;
});

export type LeaversInput = z.output<typeof leaversInput>;
export type TableInput = LeaversInput['before'];

const rowSummary = z.object({ rows: z.int(), used: z.int(), gaps: z.int(), reasons: z.record(z.string(), z.int()) });

export const leaversOutput = z.object({
  summary: z.object({ leavers_count: z.int(), new_company_dms_count: z.int(), old_company_dms_count: z.int() }),
  costs: z.object({
    currency: z.literal('USD'),
    total_micros: z.int(),
    providers: z.record(z.string(), z.object({ cost_micros: z.int(), usage: z.record(z.string(), z.int()) })),
  }),
  files: z.object({ leavers: z.string(), old_company_decision_makers: z.string(), new_company_decision_makers: z.string() }),
  people: z.object({
    before: z.int(),
    after: z.int(),
    stayed: z.int(),
    left: z.int(),
    undecided: z.int(),
    destinations: z.object({ known: z.int(), none: z.int(), unknown: z.int() }),
  }),
  excluded_by_criteria: z.record(z.string(), z.int()),
  company_changes: z.array(z.object({ from: z.string(), to: z.string() })),
  gap_report: z.object({ before: rowSummary, after: rowSummary }),
});

export type LeaversOutput = z.input<typeof leaversOutput>;
