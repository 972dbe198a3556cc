import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { z } from 'zod';
import type { Question } from './peer-program.ts';
import { treeOf } from './process-tree.ts';

/** The process that stands for a peer. Every question has a time limit; whatever it started ends with it. */
export interface ChildProgram {
  readonly pid: number;
  /** Throws with the reason when the program fails, ends or takes too long; then it is of no more use. */
  ask(question: Question, limitMs: number): Promise<unknown>;
  end(): Promise<void>;
}

const failure = z.object({ error: z.string() });

export function startProgram(entry: URL, env: NodeJS.ProcessEnv): ChildProgram {
  const child = fork(entry, {
    env: { ...process.env, ...env },
    execArgv: ['--max-old-space-size=4096'],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    serialization: 'advanced',
  });
  let words = '';
  const listen = (part: Buffer): void => {
    words = `${words}${part.toString()}`.slice(-2000);
  };
  child.stdout?.on('data', listen);
  child.stderr?.on('data', listen);
  const ended = new Promise<string>((resolve) => {
    child.once('close', (code, signal) => resolve(`ended with ${code ?? signal}: ${lastLines(words)}`));
  });
  const pid = child.pid ?? 0;
  return {
    pid,
    ask: async (question, limitMs) => {
      const answer = await within(askChild(child, question, ended), limitMs, question.kind);
      const failed = failure.safeParse(answer);
      if (failed.success) throw new Error(failed.data.error);
      return answer;
    },
    end: async () => {
      for (const each of treeOf([pid]).toReversed()) endProcess(each);
      await ended;
    },
  };
}

async function askChild(child: ChildProcess, question: Question, ended: Promise<string>): Promise<unknown> {
  const answered = new Promise<unknown>((resolve) => {
    child.once('message', resolve);
  });
  if (child.connected) child.send({ question });
  return Promise.race([
    answered,
    ended.then((words) => {
      throw new Error(`The program ${words}`);
    }),
  ]);
}

async function within<T>(work: Promise<T>, limitMs: number, name: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer to ${name} within ${Math.round(limitMs / 1000)} s.`)), limitMs);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** The process may have ended by itself meanwhile. */
function endProcess(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The line that names the error, when there is one. */
function lastLines(words: string): string {
  const lines = words.trim().split('\n');
  return (lines.findLast((line) => /\b\w*Error\b.*:/u.test(line)) ?? lines.slice(-3).join(' ')).trim().slice(0, 400);
}
