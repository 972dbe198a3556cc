import { EventEmitter } from 'node:events';
import { activeWorld } from './active-world.ts';
import { SimulatedPort } from './ports.ts';
import type { Thread } from './scheduler.ts';

/* Stands in for `node:worker_threads` in the code of the server. */

export class MessageChannel {
  readonly port1: SimulatedPort;
  readonly port2: SimulatedPort;

  constructor() {
    [this.port1, this.port2] = SimulatedPort.pair(activeWorld().scheduler, 'a channel');
  }
}

export class Worker extends EventEmitter {
  private readonly thread: Thread;
  private readonly port: SimulatedPort;
  private readonly starter: Thread;
  private readonly exited: Promise<number>;

  constructor(url: URL, { workerData }: { readonly workerData: unknown }) {
    super();
    const world = activeWorld();
    const { scheduler } = world;
    const name = url.pathname.includes('journal') ? 'journal' : world.nameOfEngine();
    this.starter = scheduler.current;
    this.thread = scheduler.thread(name);
    const [here, there] = SimulatedPort.pair(scheduler, name);
    this.port = here;
    here.on('message', (message) => {
      this.emit('message', message);
    });
    this.exited = new Promise((resolve) => {
      // Everything that it posted before its end arrives before the news of it.
      here.on('close', () => {
        this.emit('exit', 1);
        resolve(1);
      });
    });
    there.own(this.thread);
    this.starter.atEnd.push(() => scheduler.end(this.thread));
    scheduler.in(scheduler.random.integer(5, 80), this.thread, 'start', () => world.enter(this.thread, there, workerData));
    world.started(this.thread);
  }

  postMessage(message: unknown): void {
    this.port.postMessage(message);
  }

  terminate(): Promise<number> {
    activeWorld().scheduler.end(this.thread);
    return this.exited;
  }
}

export function receiveMessageOnPort(port: SimulatedPort): { readonly message: unknown } | undefined {
  return port.receive();
}

export const parentPort = null;
export const workerData = null;
