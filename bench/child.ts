import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/**
 * A process of the benchmark: a floor, a load or a subject. It is asked by messages and answers each with one message;
 * it ends with its parent, when its channel closes.
 */
export interface Child {
  readonly pid: number;
  ask(question: unknown): Promise<unknown>;
  stop(): Promise<void>;
}

export function startChild(entry: URL, env: NodeJS.ProcessEnv = {}): Child {
  const child = fork(entry, { env: { ...process.env, ...env }, execArgv: process.execArgv, serialization: 'advanced' });
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
  });
  return {
    pid: child.pid ?? 0,
    ask: async (question) => ask(child, question),
    stop: async () => {
      if (child.connected) child.disconnect();
      await ended;
    },
  };
}

async function ask(child: ChildProcess, question: unknown): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null, signal: string | null): void => {
      reject(new Error(`${child.spawnfile} ended with ${code ?? signal} instead of an answer`));
    };
    child.once('exit', onExit);
    child.once('message', (answer) => {
      child.off('exit', onExit);
      resolve(answer);
    });
    child.send({ question });
  });
}

/** The other end: answers each question of the parent, and ends with it. A failed answer ends the process in words. */
export function answerParent(answer: (question: unknown) => unknown): void {
  process.on('message', (message: unknown) => {
    if (typeof message === 'object' && message !== null && 'question' in message) void reply(answer, message.question);
  });
  process.on('disconnect', () => process.exit());
}

async function reply(answer: (question: unknown) => unknown, question: unknown): Promise<void> {
  try {
    const value = await answer(question);
    process.send?.(value ?? null);
  } catch (error) {
    process.stderr.write(`${String(error instanceof Error ? error.stack : error)}\n`);
    process.exitCode = 1;
    process.disconnect();
  }
}
