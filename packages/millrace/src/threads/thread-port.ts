/** The half of a message port that a thread works with; ports of Node have it, and so have those of the simulation. */
export interface ThreadPort {
  postMessage(message: unknown): void;
  on(event: 'message', listener: (message: unknown) => void): unknown;
  on(event: 'close', listener: () => void): unknown;
  close(): void;
}

/** Takes the next message that has arrived on a port, without waiting for the event loop to deliver it. */
export type ReceiveOnPort<P> = (port: P) => { readonly message?: unknown } | undefined;
