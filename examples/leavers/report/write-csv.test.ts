import { test } from 'node:test';
import assert from 'node:assert/strict';
import { writeCsv } from './write-csv.ts';

async function write(rows: readonly { name: string; count: number | null; ok: boolean }[]): Promise<string> {
  let text = '';
  for await (const part of writeCsv(['name', 'count', 'ok'], async () => rows)) text += part;
  return text;
}

test('cells are quoted where they need it, and nothing is an empty cell', async () => {
  const text = await write([
    { name: 'Anna "A" Weber, PhD', count: 3, ok: true },
    { name: 'two\nlines', count: null, ok: false },
  ]);
  assert.equal(text, 'name,count,ok\n"Anna ""A"" Weber, PhD",3,true\n"two\nlines",,false\n');
});

test('no cell can be a formula', async () => {
  for (const name of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '＝1']) {
    const cell = (await write([{ name, count: 0, ok: true }])).slice('name,count,ok\n'.length).replace(/^"/, '');
    assert.ok(cell.startsWith("'"), JSON.stringify(cell));
  }
});

test('no rows are headings alone, many rows come in pieces', async () => {
  assert.equal(await write([]), 'name,count,ok\n');
  const rows = Array.from({ length: 1201 }, (_, count) => ({ name: 'x', count, ok: true }));
  assert.equal((await write(rows)).trim().split('\n').length, 1202);
});
