import type { World } from './world.ts';

let active: World | null = null;

/** The world of the seed that runs in this thread right now. */
export function activeWorld(): World {
  if (active === null) throw new Error('No simulation is going on.');
  return active;
}

export function activate(world: World | null): void {
  active = world;
}
