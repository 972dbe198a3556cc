import { after, suite, test } from 'node:test';
import type { GrowthOutput } from './schemas.ts';
import type { Run } from '../../packages/protocol/src/index.ts';
import assert from 'node:assert/strict';
import { growthOutput } from './schemas.ts';
import { parse } from 'csv-parse/sync';
import { readFile } from 'node:fs/promises';
import { startExamples } from '../../tests/examples/start-examples.ts';
import { z } from 'zod';

const examples = await startExamples();
after(async () => examples.close());
const { client } = examples;

const truthRow = z.object({ row: z.coerce.number(), address: z.string(), outcome: z.string() });
const contactRow = z.object({ row: z.int(), email: z.string(), email_status: z.string(), email_source: z.string() });
const gapRow = z.object({ row: z.int(), reason: z.string(), outcome: z.enum(['dropped', 'failed']) });

interface Result {
  readonly run: Run;
  readonly output: GrowthOutput;
  readonly contacts: readonly z.output<typeof contactRow>[];
  readonly gaps: readonly z.output<typeof gapRow>[];
}

async function start(input?: unknown): Promise<string> {
  return (await client.runs.start({ workflow: 'growth', ...(input === undefined ? {} : { input }) })).id;
}

async function resultOf(id: string): Promise<Result> {
  const run = await client.runs.wait(id);
  assert.equal(run.status, 'completed', run.error?.message);
  const output = growthOutput.parse(run.output);
  const rows = async (name: string, count: number): Promise<readonly unknown[]> =>
    count === 0 ? [] : client.runs.records.rows(id, name).all();
  return {
    run,
    output,
    contacts: z.array(contactRow).parse(await rows('verified_contacts', output.delivered_contacts)),
    gaps: z.array(gapRow).parse(await rows('unresolved', output.gap_report.unresolved)),
  };
}

async function finish(input?: unknown): Promise<Result> {
  return resultOf(await start(input));
}

/** The row numbers in a file of results. */
function rowsIn(csv: string): readonly number[] {
  const rows = z.array(z.object({ row: z.coerce.number() })).parse(parse(csv, { columns: true }));
  return rows.map(({ row }) => row);
}

async function shipped(name: string): Promise<string> {
  return readFile(new URL(`./data/${name}`, import.meta.url), 'utf8');
}

async function readTruth(): Promise<readonly z.output<typeof truthRow>[]> {
  return z.array(truthRow).parse(parse(await shipped('truth.csv'), { columns: true }));
}

function sum(counts: { readonly [name: string]: number }): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}

/** Everything that is counted is counted once, wherever it is said. */
function assertAddsUp({ run, output, contacts, gaps }: Result): void {
  const { data_source_mix: mix, gap_report: report } = output;
  assert.equal(output.input_contacts, output.delivered_contacts + report.unresolved);
  assert.equal(report.unresolved, sum(report.reasons));
  assert.equal(output.delivered_contacts, mix.given + mix.pattern + mix.learned_pattern);
  assert.equal(mix.enriched, mix.pattern + mix.learned_pattern);
  assert.deepEqual([contacts.length, gaps.length], [output.delivered_contacts, report.unresolved]);
  assert.equal(output.verified_emails, contacts.filter(({ email_status: status }) => status === 'verified').length);
  assert.equal(new Set([...contacts, ...gaps].map(({ row }) => row)).size, output.input_contacts);
  const failed = gaps.filter(({ outcome }) => outcome === 'failed').length;
  const { input, delivered, dropped, failed: failedItems, pending } = run.item_summary ?? {};
  assert.deepEqual(
    { input, delivered, dropped, failed: failedItems, pending },
    { input: output.input_contacts, delivered: contacts.length, dropped: gaps.length - failed, failed, pending: 0 },
  );
  assert.ok(output.credits.spent <= output.credits.quoted);
}

suite('the list that is shipped', () => {
  test('a start without input finds and verifies what there is to be found, over DNS and SMTP on this machine', async (t) => {
    const result = await finish();
    assertAddsUp(result);
    const truth = await readTruth();
    const said = new Map([
      ...result.contacts.map(({ row, email_status: status }) => [row, status] as const),
      ...result.gaps.map(({ row, reason }) => [row, reason] as const),
    ]);
    const wrong = truth.filter(({ row, outcome }) => said.get(row) !== outcome).map(({ row }) => row);
    // Row 63 has no mailbox, but a namesake has one: a server says that a mailbox exists, and never whose it is.
    assert.deepEqual(wrong, [63]);
    const found = result.contacts.filter(({ email_source: source }) => source !== 'given');
    const isRight = ({ row, email }: { readonly row: number; readonly email: string }): boolean => truth[row - 1]?.address === email;
    const asked = new Set([...found, ...result.gaps].map(({ row }) => row));
    const given = new Set((await readShippedRows()).flatMap(({ email }, index) => (email === '' ? [] : [index + 1])));
    const findable = truth.filter(({ row, address }) => address !== '' && asked.has(row) && !given.has(row));
    const precision = found.filter(isRight).length / found.length;
    const recall = found.filter(isRight).length / findable.length;
    t.diagnostic(
      `lookup: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)} (${found.length} found, ${findable.length} exist)`,
    );
    assert.ok(precision >= 0.96 && recall >= 0.7, `${precision}, ${recall}`);
  });

  test('it says the same each time', async () => {
    const [first, second] = await Promise.all([finish(), finish()]);
    assert.deepEqual(first.output, second.output);
    assert.deepEqual(first.contacts, second.contacts);
  });

  test('a run that is paused in the middle goes on to the same result', async () => {
    const whole = await finish();
    const id = await start();
    for await (const run of client.runs.changes(id)) if (run.progress.units_done !== null || run.finished) break;
    await client.runs.pause(id);
    for await (const run of client.runs.changes(id)) if (run.status === 'paused' || run.finished) break;
    assert.equal((await client.runs.get(id)).status, 'paused');
    await client.runs.resume(id);
    assert.deepEqual((await resultOf(id)).output, whole.output);
  });

  test('its files hold what its records hold', async () => {
    const { run, contacts, gaps, output } = await finish();
    const download = async (path: string): Promise<string> => (await client.runs.artifacts.download(run.id, path)).text();
    assert.deepEqual(
      rowsIn(await download(output.files.contacts)),
      contacts.map(({ row }) => row),
    );
    assert.deepEqual(
      rowsIn(await download(output.files.gap_report)),
      gaps.map(({ row }) => row),
    );
    assert.deepEqual(z.array(contactRow).parse(JSON.parse(await download(output.files.contacts_json))), contacts);
  });

  test('stages that were not asked for, or cannot be done, are skipped and said so', async () => {
    const { run, output } = await finish();
    const skipped = run.stages.filter(({ status }) => status === 'skipped').map(({ name }) => name);
    assert.deepEqual(skipped, ['contact_discovery', 'linkedin_enrich']);
    assert.equal(output.stages['contact_discovery']?.status, 'skipped');
    assert.equal(output.stages['linkedin_enrich'], undefined);
    assert.match(output.warnings.join('\n'), /contact_discovery was skipped.* 2 contacts/);
  });
});

async function readShippedRows(): Promise<readonly { readonly email: string }[]> {
  return z.array(z.object({ email: z.string() })).parse(parse(await shipped('contacts.csv'), { columns: true }));
}

const NETWORK = { mode: 'sample' } as const;

suite('other lists', () => {
  test('addresses that are given are verified, and nothing is looked up', async () => {
    const result = await finish({
      input_text: 'ana.silva@brightloom.example\npzobel@kestrelworks.example\nHeike Straßner, Kestrel Works, kestrelworks.example',
      preset: 'verify_existing_emails',
      network: NETWORK,
    });
    assertAddsUp(result);
    assert.deepEqual(
      result.contacts.map(({ row, email_status: status }) => [row, status]),
      [[1, 'verified']],
    );
    assert.deepEqual(
      result.gaps.map(({ row, reason }) => [row, reason]),
      [
        [2, 'mailbox_not_found'],
        [3, 'missing_email'],
      ],
    );
    assert.deepEqual(result.output.credits, { quoted: 2, spent: 1 });
  });

  test('objects, an uploaded file and pasted text are the same list', async () => {
    const text = 'First Name,Last Name,Website\nHeike,Straßner,kestrelworks.example\nÉlodie,Marchand,https://novarra.test';
    const rows = [
      { first_name: 'Heike', last_name: 'Straßner', domain: 'kestrelworks.example' },
      { name: 'Élodie Marchand', domain: 'novarra.test', employees: 120 },
    ];
    const upload = await client.uploads.create(text, { filename: 'contacts.csv' });
    const results = await Promise.all([
      finish({ input_text: text, network: NETWORK }),
      finish({ contacts: rows, network: NETWORK }),
      finish({ contacts: { $file: upload.ref.$file }, limit: 2, network: NETWORK }),
    ]);
    for (const { contacts } of results) {
      assert.deepEqual(
        contacts.map(({ email }) => email),
        ['hstrassner@kestrelworks.example', 'elodiemarchand@novarra.test'],
      );
    }
  });

  test('what is beyond the limit is said to be, and an empty list has an empty result', async () => {
    const limited = await finish({ contacts: { shipped: 'contacts.csv' }, limit: 5, network: NETWORK });
    assertAddsUp(limited);
    assert.equal(limited.output.gap_report.reasons['beyond_limit'], 68);
    const empty = await finish({ contacts: [], network: NETWORK });
    assert.deepEqual([empty.output.input_contacts, empty.output.gap_report], [0, { unresolved: 0, reasons: {} }]);
  });

  test('domains that take everything can be left out', async () => {
    const strict = await finish({ contacts: { shipped: 'contacts.csv' }, accept_catch_all: false, network: NETWORK });
    assertAddsUp(strict);
    assert.equal(strict.output.delivered_contacts, strict.output.verified_emails);
    assert.equal(strict.output.gap_report.reasons['catch_all_unverified'], 6);
  });

  test('sizes of companies are filled in from their other rows', async () => {
    const contacts = [
      { email: 'ana.silva@brightloom.example', employees: '51-200' },
      { email: 'rui.tavares@brightloom.example' },
      { email: 'maria@lakeside.example' },
    ];
    const { run, output } = await finish({ contacts, preset: 'company_size_and_email_verify', network: NETWORK });
    assert.deepEqual(output.stages['company_size'], { status: 'completed', counts: { given: 1, filled_in: 1, unknown: 1 } });
    const rows = await client.runs.records.rows(run.id, 'verified_contacts').all();
    assert.deepEqual(
      z
        .array(z.object({ company_size: z.string() }))
        .parse(rows)
        .map(({ company_size: size }) => size),
      ['51-200', '51-200', ''],
    );
  });

  test('two rows that turn out to be one person are delivered once', async () => {
    const contacts = [
      { name: 'Jean-Luc Perrault', domain: 'novarra.test' },
      { name: 'Other Name', email: 'jeanlucperrault@novarra.test' },
      { name: 'Jeanluc Perrault', domain: 'novarra.test', company: 'Novarra' },
    ];
    const result = await finish({ contacts, network: NETWORK });
    assertAddsUp(result);
    assert.equal(result.output.delivered_contacts, 1);
  });
});

suite('the network', () => {
  test('nobody is asked when it is offline', async () => {
    const result = await finish({ contacts: { shipped: 'contacts.csv' }, network: { mode: 'offline' } });
    assertAddsUp(result);
    assert.equal(result.output.verified_emails, 0);
    assert.deepEqual(new Set(result.contacts.map(({ email_status: status }) => status)), new Set(['unchecked']));
    assert.ok((result.output.gap_report.reasons['network_offline'] ?? 0) > 30);
    assert.deepEqual([result.output.credits.spent, result.run.cost], [0, []]);
  });

  test('domains that are reserved for examples are answered by the sample network, also without a word about the network', async () => {
    const { contacts, output } = await finish({ input_text: 'ana.silva@brightloom.example' });
    assert.equal(contacts[0]?.email_status, 'verified');
    assert.match(output.warnings.join('\n'), /sample network/);
  });

  test('servers of your own are asked only on this machine', async () => {
    for (const network of [
      { mode: 'local', dns_servers: ['10.0.0.1'], smtp_port: 2525 },
      { mode: 'local', dns_servers: ['127.0.0.1:5353', '[2001:db8::1]:53'], smtp_port: 2525 },
      { mode: 'live', dns_servers: ['127.0.0.1:5353'] },
      { mode: 'live', smtp_port: 2525 },
      { mode: 'live', mail_from: 'a@b.example>\r\nDATA' },
      { mode: 'live', helo: 'x\r\nDATA' },
    ]) {
      await assert.rejects(start({ input_text: 'a@b.example', network }), { code: 'invalid_input' }, JSON.stringify(network));
    }
  });

  test('a name server that nobody runs is a gap of every contact and no failure of the run', async () => {
    const network = { mode: 'local', dns_servers: ['127.0.0.2:9'], smtp_port: 9, timeout_ms: 100 };
    const result = await finish({ input_text: 'ana.silva@brightloom.example\nrui.tavares@brightloom.example', network });
    assertAddsUp(result);
    assert.deepEqual(result.output.gap_report, { unresolved: 2, reasons: { dns_failure: 2 } });
  });
});

test('what the input may not be is refused before a run exists', async () => {
  for (const input of [
    {},
    { contacts: [], input_text: '' },
    { contacts: [], preset: 'full_pipeline', capabilities: ['email_verify'] },
    { contacts: [], capabilities: ['telepathy'] },
    { contacts: { shipped: '../../secret' } },
    { contacts: [], max_guesses: 100 },
  ]) {
    await assert.rejects(start(input), { code: 'invalid_input' }, JSON.stringify(input));
  }
});

test('a list that cannot be read fails the run at once, in words', async () => {
  const run = await client.runs.wait(await start({ input_text: 'name,email\n"Ana,ana@acme.example', network: NETWORK }));
  assert.deepEqual([run.status, run.error?.code], ['failed', 'unreadable_contacts']);
});
