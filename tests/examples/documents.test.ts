import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, suite, test } from 'node:test';
import { z } from 'zod';
import { documentsOutput } from '../../examples/documents/schemas.ts';
import { sampleBytes } from '../../examples/documents/samples/read-sample.ts';
import { Millrace as Client } from '../../packages/client/src/index.ts';
import type { Review, Run } from '../../packages/protocol/src/index.ts';
import { startReadyServer } from '../server-process.ts';
import { startExamples } from './start-examples.ts';

const CORRECTION = { file: 'invoice-wrong-total.pdf', document: 0, field: 'total', value: '445.54' } as const;
const WRONG = { files: [{ name: 'invoice-wrong-total.pdf', file: { shipped: 'invoice-wrong-total.pdf' } }] } as const;
const STAGES = ['read', 'classify', 'extract', 'validate', 'checkpoint', 'results'] as const;

const field = z.looseObject({
  field_name: z.string(),
  value: z.string().nullable(),
  validations: z.object({ valid: z.boolean(), alerts: z.array(z.unknown()) }),
  edit_history: z.array(z.looseObject({ timestamp: z.iso.datetime(), user_id: z.string() })),
});
const fileRow = z.looseObject({
  original_file_name: z.string(),
  input_file_path: z.string(),
  error_msg: z.string().nullable(),
  documents: z.array(z.looseObject({ review_completed: z.boolean(), fields: z.array(field) })),
});
type FileRow = z.output<typeof fileRow>;

const examples = await startExamples();
after(async () => examples.close());
const { client } = examples;

async function start(input?: unknown, of: Client = client): Promise<string> {
  return (await of.runs.start({ workflow: 'documents', ...(input === undefined ? {} : { input }) })).id;
}

/** The open review of a run, as soon as the run waits for it. */
async function openReview(runId: string, of: Client = client): Promise<Review> {
  for await (const { type } of of.runs.events(runId)) {
    if (type !== 'review.requested') continue;
    const [review] = await of.reviews.list({ run: runId, status: 'open' }).all();
    if (review !== undefined) return review;
  }
  throw new Error(`Run ${runId} ended without a review.`);
}

async function rowsOf(run: Pick<Run, 'id'>, set = 'files', of: Client = client): Promise<readonly FileRow[]> {
  return z.array(fileRow).parse(await of.runs.records.rows(run.id, set).all());
}

function totalOf(rows: readonly FileRow[]): FileRow['documents'][number]['fields'][number] | undefined {
  const file = rows.find(({ input_file_path: path }) => path === CORRECTION.file);
  return file?.documents[0]?.fields.find(({ field_name: name }) => name === 'total');
}

suite('the shipped papers, of which one does not pass', { concurrency: 1 }, () => {
  test('a run without input stops at the checkpoint with what it has found, and a correction lets it complete', async () => {
    const id = await start();
    const review = await openReview(id);
    assert.equal((await client.runs.get(id)).status_reason, 'review');
    assert.match(JSON.stringify(review.data), /"field":"total","msg":"The subtotal 374\.40 .* 445\.54, but the total is 454\.54\."/);
    const shown = await rowsOf({ id }, 'files_at_checkpoint');
    assert.deepEqual([shown.length, totalOf(shown)?.validations.valid], [6, false]);

    await client.reviews.decide(review.id, { decision: 'edited', value: { corrections: [CORRECTION] } });
    const run = await client.runs.wait(id);
    assert.equal(run.status, 'completed', run.error?.message);
    const output = documentsOutput.parse(run.output);
    assert.deepEqual(output.documents_by_class, { invoice: 3, none: 1, purchase_order: 1, receipt: 2 });
    assert.deepEqual([output.files, output.documents, output.failed_files, output.field_errors], [6, 7, 0, 1]);
    assert.deepEqual([output.failed_validations, output.review_completed], [0, true]);
    const rows = await rowsOf(run);
    const total = totalOf(rows);
    assert.deepEqual([total?.value, total?.validations.valid, total?.edit_history.length], ['445.54', true, 1]);
    const [edit] = total?.edit_history ?? [];
    assert.ok(edit !== undefined && edit.user_id !== '' && Date.parse(edit.timestamp) >= Date.parse(review.requested_at));
    assert.deepEqual(JSON.parse(await (await client.runs.artifacts.download(id, output.results)).text()), {
      review_completed: true,
      keys: { custom: {} },
      files: rows,
    });
    assert.match(
      await (await client.runs.artifacts.download(id, output.fields_table)).text(),
      /invoice-wrong-total\.pdf,0,invoice,1,total,money,445\.54/,
    );
    assert.deepEqual(
      run.stages.map(({ name, status }) => [name, status]),
      STAGES.map((name) => [name, 'completed']),
    );
    assert.deepEqual([run.item_summary?.input, run.item_summary?.delivered, run.credits?.used], [6, 6, 8]);
  });

  test('without the checkpoint it completes by itself and says what does not pass', async () => {
    const run = await client.runs.wait(await start({ checkpoint: false, settings: { keys: { custom: { batch: 'May' } } } }));
    const output = documentsOutput.parse(run.output);
    assert.deepEqual([output.failed_validations, output.review_completed, output.keys], [1, false, { custom: { batch: 'May' } }]);
    assert.equal(totalOf(await rowsOf(run))?.value, '454.54');
  });

  test('papers that all pass need nobody', async () => {
    const run = await client.runs.wait(await start({ files: [{ name: 'a.pdf', file: { shipped: 'invoice.pdf' } }] }));
    assert.deepEqual([run.status, documentsOutput.parse(run.output).review_completed], ['completed', false]);
  });
});

test('the known answers of the example are what it finds', async () => {
  const { id } = await client.runs.start({ workflow: 'documents', example: 'papers-that-pass' });
  const { status, evaluation } = await client.runs.wait(id);
  assert.deepEqual([status, evaluation], ['completed', { score: 1, passed: true }]);
});

suite('decisions at the checkpoint', () => {
  test('approved: everything stays as it was found', async () => {
    const id = await start(WRONG);
    await client.reviews.decide((await openReview(id)).id, { decision: 'approved' });
    const run = await client.runs.wait(id);
    const [file] = await rowsOf(run);
    const { failed_validations: failing, review_completed: reviewed } = documentsOutput.parse(run.output);
    assert.deepEqual([failing, reviewed, file?.documents[0]?.review_completed], [1, true, true]);
    assert.deepEqual([totalOf(await rowsOf(run))?.value, totalOf(await rowsOf(run))?.edit_history], ['454.54', []]);
  });

  test('rejected: the run fails and says so, with the note of the reviewer', async () => {
    const id = await start(WRONG);
    await client.reviews.decide((await openReview(id)).id, { decision: 'rejected', note: 'Not our invoice.' });
    const run = await client.runs.wait(id);
    assert.equal(run.status, 'failed');
    assert.equal(run.error?.message, 'The results were rejected at the checkpoint: Not our invoice.');
  });

  test('a correction that fits no field is asked for again, with what was wrong', async () => {
    const id = await start(WRONG);
    const first = await openReview(id);
    await client.reviews.decide(first.id, { decision: 'edited', value: { corrections: [{ ...CORRECTION, field: 'sum' }] } });
    const again = await (async () => {
      for await (const { type } of client.runs.events(id)) {
        if (type !== 'review.requested') continue;
        const [open] = await client.reviews.list({ run: id, status: 'open' }).all();
        if (open !== undefined && open.id !== first.id) return open;
      }
      throw new Error('It was not asked for again.');
    })();
    assert.match(JSON.stringify(again.data), /has no field \\"sum\\"/);
    await client.reviews.decide(again.id, { decision: 'edited', value: { corrections: [CORRECTION] } });
    const run = await client.runs.wait(id);
    assert.equal(documentsOutput.parse(run.output).failed_validations, 0);
  });
});

suite('uploaded files', () => {
  test('a file that cannot be read is a failed item, and the others are delivered', async () => {
    const upload = async (content: Uint8Array): Promise<{ $file: string }> => ({
      $file: (await client.uploads.create(Uint8Array.from(content), { filename: 'upload' })).id,
    });
    const files = [
      { name: 'in/good.pdf', file: await upload(await sampleBytes('invoice.pdf')) },
      { name: 'in/locked.pdf', file: await upload(await sampleBytes('locked.pdf')) },
      { name: 'wrong.pdf', file: { shipped: 'locked.pdf' } },
      { name: 'open.pdf', file: { shipped: 'locked.pdf' } },
      { name: 'empty.pdf', file: await upload(new Uint8Array()) },
      { name: 'broken.png', file: await upload((await sampleBytes('receipt.png')).subarray(0, 9000)) },
      { name: 'note.txt', file: await upload(Buffer.from('Total 12.00')) },
    ];
    const run = await client.runs.wait(await start({ files, settings: { passwords: { 'wrong.pdf': 'guess', 'open.pdf': 'opensesame' } } }));
    assert.equal(run.status, 'completed', run.error?.message);
    const rows = await rowsOf(run);
    assert.deepEqual(
      rows.map((row) => [row.original_file_name, row.documents.length, row.error_msg?.slice(0, 20) ?? null]),
      [
        ['good.pdf', 1, null],
        ['locked.pdf', 0, 'The PDF is locked; g'],
        ['wrong.pdf', 0, 'The password given f'],
        ['open.pdf', 1, null],
        ['empty.pdf', 0, 'The file is empty.'],
        ['broken.png', 0, 'The image is broken:'],
        ['note.txt', 0, 'The file is neither '],
      ],
    );
    assert.deepEqual([run.item_summary?.delivered, run.item_summary?.failed, run.credits?.used], [2, 5, 2]);
    assert.equal(rows[0]?.input_file_path, 'in/good.pdf');
  });

  test('two files of the same name are refused before anything runs', async () => {
    const file = { name: 'a.pdf', file: { shipped: 'invoice.pdf' } } as const;
    await assert.rejects(start({ files: [file, file] }), { code: 'invalid_input' });
  });
});

test('a run whose server is killed while it reads, and again while it waits, delivers what it would have delivered', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'millrace-documents-'));
  const options = { dataFolder, workflowFolder: join(import.meta.dirname, '../../examples') };
  const connect = async (): Promise<{ of: Client; kill: () => Promise<unknown> }> => {
    const { server, address } = await startReadyServer(options);
    const kill = async (): Promise<unknown> => {
      server.signal('SIGKILL');
      return server.ended;
    };
    return { of: new Client({ baseUrl: address.url, apiKey: address.api_key }), kill };
  };
  let { of, kill } = await connect();
  try {
    const id = await start(undefined, of);
    for await (const { type } of of.runs.events(id)) if (type === 'items.recorded') break;
    await kill();
    ({ of, kill } = await connect());
    const review = await openReview(id, of);
    const before = await rowsOf({ id }, 'files_at_checkpoint', of);
    await kill();
    ({ of, kill } = await connect());
    await of.reviews.decide(review.id, { decision: 'edited', value: { corrections: [CORRECTION] } });
    const run = await of.runs.wait(id);
    assert.equal(run.status, 'completed', run.error?.message);
    const rows = await rowsOf(run, 'files', of);
    assert.deepEqual([rows.length, totalOf(rows)?.value, totalOf(rows)?.edit_history.length], [6, '445.54', 1]);
    const isOther = ({ input_file_path: path }: FileRow): boolean => path !== CORRECTION.file;
    const undisturbed = await client.runs.wait(await start({ checkpoint: false }));
    assert.deepEqual(before, await rowsOf(undisturbed));
    assert.deepEqual(rows.filter(isOther), before.filter(isOther));
    const { records } = of.runs;
    assert.equal((await records.rows(id, 'files_at_checkpoint').all()).length, 6);
    assert.deepEqual([run.item_summary?.input, run.item_summary?.delivered], [6, 6]);
  } finally {
    await kill();
    rmSync(dataFolder, { recursive: true, force: true });
  }
});
