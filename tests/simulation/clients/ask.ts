import { MillraceError } from '../../../packages/millrace/src/domain/errors.ts';
import type { CommandContext } from '../../../packages/millrace/src/commands/command-context.ts';
import type { Caller } from '../../../packages/millrace/src/commands/caller.ts';
import type { World } from '../world/world.ts';

export type Answer<T> =
  | { readonly kind: 'ok'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: string }
  /** The connection ended before the answer: it may have been done or not. */
  | { readonly kind: 'lost' };

type Verb<T> = (context: CommandContext, caller: Caller) => Promise<T>;

/** Sends a request to the server and brings its answer back, unless one of them is gone by then. `acked` is called when it leaves. */
export function ask<T>(world: World, what: string, verb: Verb<T>, acked: (value: T) => void = () => {}): Promise<Answer<T>> {
  const { scheduler, outside } = world;
  return new Promise((resolve) => {
    let isAnswered = false;
    const answer = (delayMs: number, given: Answer<T>): void => {
      if (isAnswered) return;
      isAnswered = true;
      scheduler.in(delayMs, outside, `${what}: ${given.kind === 'refused' ? given.code : given.kind}`, () => resolve(given));
    };
    const travel = (): number => 0.02 + scheduler.random.next() * scheduler.random.pick([0.1, 1, 5]);
    const { server } = world;
    if (server === null) {
      answer(travel(), { kind: 'lost' });
      return;
    }
    const { main, context, workspaceId } = server;
    main.atEnd.push(() => answer(travel(), { kind: 'lost' }));
    const caller: Caller = { workspaceId, actor: 'client', requestId: null, via: 'api' };
    scheduler.in(travel(), main, what, () => {
      verb(context, caller).then(
        (value) => {
          if (isAnswered) return;
          scheduler.trace.note(`${what} is answered`);
          acked(value);
          answer(travel(), { kind: 'ok', value });
        },
        (error: unknown) => answer(travel(), { kind: 'refused', code: codeOf(world, error) }),
      );
    });
  });
}

function codeOf(world: World, error: unknown): string {
  if (MillraceError.is(error) && error.code !== 'internal') return error.code;
  world.watch.found('G12', `a request failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  return 'internal';
}

/** On the clock of the simulation, for clients. */
export function pause(world: World, delayMs: number): Promise<void> {
  return new Promise((resolve) => {
    world.scheduler.in(delayMs, world.outside, 'client', resolve);
  });
}
