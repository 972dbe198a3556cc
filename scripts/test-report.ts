import { relative } from 'node:path';
import { inspect } from 'node:util';
import type { EventData, TestsStream } from 'node:test';
import { root } from './set-up.mjs';
import type { Tally } from './tally.ts';

const OUTPUT_KEPT = 16 * 1024;

/**
 * Listens to a run of node:test: counts tests that have no subtests, prints one line a file, and prints what a failing
 * file said. A file that cannot be loaded, and a hook that throws, count as one failure.
 */
export class TestReport {
  #passed = 0;
  #failed = 0;
  #skipped = 0;
  readonly #parents = new Set<string>();
  readonly #paths = new Map<string, string[]>();
  readonly #output = new Map<string, string>();
  readonly #failures = new Map<string, string[]>();

  get tally(): Tally {
    return { passed: this.#passed, failed: this.#failed, skipped: this.#skipped };
  }

  listenTo(run: TestsStream): void {
    run.on('test:start', (test) => this.#enter(test));
    run.on('test:plan', (plan) => void this.#parents.add(levelOf(plan.file, plan.nesting - 1)));
    run.on('test:pass', (test) => this.#pass(test));
    run.on('test:fail', (test) => this.#fail(test));
    run.on('test:stdout', (said) => this.#keepOutput(said.file, said.message));
    run.on('test:stderr', (said) => this.#keepOutput(said.file, said.message));
    run.on('test:summary', (summary) => {
      if (summary.file !== undefined) this.#closeFile(summary.file, summary.duration_ms);
    });
  }

  #enter(test: EventData.TestStart): void {
    const path = this.#paths.get(test.file ?? '') ?? [];
    this.#paths.set(test.file ?? '', [...path.slice(0, test.nesting), test.name]);
  }

  #pass(test: EventData.TestPass): void {
    const hadSubtests = this.#parents.delete(levelOf(test.file, test.nesting));
    if (hadSubtests || test.details.type === 'suite') return;
    if (test.skip !== undefined || test.todo !== undefined) this.#skipped += 1;
    else this.#passed += 1;
  }

  #fail(test: EventData.TestFail): void {
    const { error } = test.details;
    const isItsOwn = !('failureType' in error) || error.failureType !== 'subtestsFailed';
    this.#parents.delete(levelOf(test.file, test.nesting));
    if (!isItsOwn) return;
    this.#failed += 1;
    const file = test.file ?? test.name;
    const path = [...(this.#paths.get(file) ?? []).slice(0, test.nesting), test.name];
    const failure = `${path.join(' > ')}\n${describe(error)}`;
    this.#failures.set(file, [...(this.#failures.get(file) ?? []), failure]);
    if (test.name === file) this.#closeFile(file, test.details.duration_ms);
  }

  #keepOutput(file: string, message: string): void {
    this.#output.set(file, `${this.#output.get(file) ?? ''}${message}`.slice(-OUTPUT_KEPT));
  }

  #closeFile(file: string, tookMs: number): void {
    const failures = this.#failures.get(file) ?? [];
    const took = `(${(tookMs / 1000).toFixed(1)} s)`;
    process.stdout.write(`${failures.length === 0 ? 'ok  ' : 'FAIL'} ${relative(root, file)} ${took}\n`);
    for (const failure of failures) process.stdout.write(indent(failure));
    const output = this.#output.get(file) ?? '';
    if (failures.length > 0 && output !== '') process.stdout.write(indent(`It printed:\n${output}`));
    this.#failures.delete(file);
    this.#output.delete(file);
  }
}

function levelOf(file: string | undefined, nesting: number): string {
  return `${file ?? ''}#${nesting}`;
}

/** node:test wraps what a test threw; the wrapper says nothing of interest. */
function describe(error: Error): string {
  return inspect(error.cause ?? error, { depth: 4 });
}

function indent(text: string): string {
  return `${text.trimEnd().replaceAll(/^/gmu, '     ')}\n`;
}
