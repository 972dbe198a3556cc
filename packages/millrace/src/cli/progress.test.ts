import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stripVTControlCharacters } from 'node:util';
import type { Run } from '@millrace/protocol';
import { openDisplay } from './progress-display.ts';
import { endLine, progressLine, progressLines } from './progress-lines.ts';
import type { Terminal } from './terminal.ts';

const START = Date.UTC(2026, 0, 1);
const at = (ms: number): string => new Date(START + ms).toISOString();

const TIMING: Run['timing'] = {
  created_at: at(0),
  start_at: null,
  started_at: at(1000),
  finished_at: null,
  updated_at: at(5000),
  expires_at: null,
  pause_requested_at: null,
  cancel_requested_at: null,
  duration_ms: null,
  queued_ms: 1000,
  waiting_ms: 0,
  timeout_ms: null,
};

const RUN: Run = {
  id: '01a20395-cc74-747a-b61d-d682273617a7',
  workflow: 'leavers',
  version: 'v1',
  run_number: 12,
  status: 'running',
  status_reason: 'executing',
  waiting_for: null,
  finished: false,
  seq: 7,
  progress: { percent: 50, message: 'matching', units_done: 1200, units_total: 5000, eta_ms: 61_000, eta_method: 'x' },
  stages: [
    { name: 'read', title: 'Read', weight: 1, status: 'completed', started_at: at(1000), finished_at: at(3000) },
    { name: 'match', title: 'Match people', weight: 1, status: 'running', started_at: at(3000), finished_at: null },
    { name: 'export', title: 'Export', weight: 1, status: 'pending', started_at: null, finished_at: null },
  ],
  step_counts: { completed: 1, failed: 0, attempts: 1 },
  item_summary: { input: 5000, delivered: 1180, dropped: 12, failed: 0, pending: 3808, reasons: {} },
  gap_report: null,
  cost: [],
  credits: { held: 0, used: 0, charged: null, quote_id: null },
  error: null,
  timing: TIMING,
  tags: [],
  metadata: {},
  priority: 0,
  concurrency_key: null,
  trigger: { type: 'cli', actor: null, request_id: null },
  lineage: { attempt: 1, previous_run_id: null, forked_from: null, parent_run_id: null, root_run_id: 'x', batch_id: null },
  deleted: [],
  example: null,
  evaluation: null,
  verdict: null,
  sample_rank: 0,
  poll_after_ms: 1000,
  links: { self: '', status: '', events: '', steps: '', logs: '', records: '', artifacts: '', evaluations: '', verdict: '', workflow: '' },
};

function atPercent(percent: number): Run {
  return { ...RUN, progress: { ...RUN.progress, percent } };
}

function terminal(isScreen: boolean, columns = 80): { readonly terminal: Terminal; readonly written: string[] } {
  const written: string[] = [];
  const { signal } = new AbortController();
  return {
    written,
    terminal: {
      out: (text) => assert.fail(text),
      err: (text) => void written.push(text),
      isScreen,
      columns: () => columns,
      environment: {},
      interrupted: signal,
    },
  };
}

test('a screen shows a bar, the stages with their times, what the run says and its counts', () => {
  assert.deepEqual(progressLines(RUN, START + 11_000), [
    'leavers #12 running  ████████████░░░░░░░░░░░░  50%  10s, about 1m 1s left',
    '  ✓ Read          2s',
    '  ● Match people  8s',
    '  ○ Export',
    '  matching',
    '  1,200 of 5,000 · 5,000 items: 1,180 delivered, 12 dropped, 3,808 pending',
  ]);
});

test('a run without stages and counts is shown by its bar alone, and one that waits says for what', () => {
  const progress = { percent: 0, message: null, units_done: null, units_total: null, eta_ms: null, eta_method: null };
  const waiting = { kind: 'signal', name: 'go', until: null, review_id: null, run_id: null } as const;
  const bare: Run = { ...RUN, stages: [], item_summary: null, progress, status: 'waiting', waiting_for: waiting };
  assert.deepEqual(progressLines(bare, START + 2000), [
    'leavers #12 waiting  ░░░░░░░░░░░░░░░░░░░░░░░░   0%  1s',
    '  waits for the signal "go"',
  ]);
});

test('one line says the same for a log', () => {
  const counts = '1,200 of 5,000 · 5,000 items: 1,180 delivered, 12 dropped, 3,808 pending';
  assert.equal(progressLine(RUN), `leavers #12 running 50% · Match people · matching · ${counts}`);
});

test('the end is told with the time it took and, if it failed, why', () => {
  const timing = { ...TIMING, duration_ms: 90_000 };
  assert.equal(endLine({ ...RUN, status: 'completed', timing }), 'leavers #12 completed after 1m 30s');
  const error = { code: 'step_failed', message: 'no route', step: 'fetch', attempt: 3, stack: null };
  assert.equal(
    endLine({ ...RUN, status: 'failed', timing, error }),
    'leavers #12 failed after 1m 30s: no route (step_failed in step fetch)',
  );
});

test('a screen is drawn over in place, and no line is longer than it is wide', () => {
  const { terminal: screen, written } = terminal(true, 20);
  const display = openDisplay(screen);
  display.show(RUN);
  display.show({ ...RUN, status: 'completed', finished: true });
  display.close();
  assert.equal(written.length, 3);
  assert.match(written[0] ?? '', /^.\[2Kleavers #12 running\n/);
  assert.match(written[1] ?? '', /^.\[6A.\[2Kleavers #12 complet\n/);
  const longest = Math.max(...written.flatMap((text) => text.split('\n')).map((line) => stripVTControlCharacters(line).length));
  assert.equal(longest, 19);
});

test('without a screen a line is written when something has changed that is worth one', () => {
  const { terminal: pipe, written } = terminal(false);
  const display = openDisplay(pipe);
  for (const run of [atPercent(10), atPercent(11), atPercent(14.9), atPercent(15), { ...atPercent(15), status: 'waiting' } as const]) {
    display.show(run);
  }
  display.close();
  assert.deepEqual(
    written.map((line) => line.split(' · ')[0]),
    ['leavers #12 running 10%', 'leavers #12 running 15%', 'leavers #12 waiting 15%'],
  );
});
