import { fork } from 'node:child_process';
import { once } from 'node:events';
import { z } from 'zod';

const hello = z.object({ url: z.string() });

/** The effect server in a process of its own. It ends with this one, or when it is stopped. */
export async function startEffects(logPath: string): Promise<{ readonly url: string; stop(): Promise<void> }> {
  const child = fork(new URL('./effect-server.ts', import.meta.url), [logPath]);
  const messages: readonly unknown[] = await once(child, 'message');
  const exited = once(child, 'exit');
  return {
    url: hello.parse(messages[0]).url,
    stop: async () => {
      child.disconnect();
      await exited;
    },
  };
}
