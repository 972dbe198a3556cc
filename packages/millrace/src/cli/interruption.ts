/** The user, or the system, wants the process to end. */
export class Interruption extends Error {
  override readonly name = 'Interruption';
  readonly by: 'SIGINT' | 'SIGTERM';

  constructor(by: 'SIGINT' | 'SIGTERM') {
    super(`Interrupted by ${by}.`);
    this.by = by;
  }

  /** True when a person pressed Ctrl-C; a system that ends a server asks with SIGTERM. */
  static isByHand(reason: unknown): boolean {
    return reason instanceof Interruption && reason.by === 'SIGINT';
  }
}
