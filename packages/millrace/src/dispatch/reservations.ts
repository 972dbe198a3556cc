import type { Acceptance } from '../domain/claim.ts';
import type { EngineHandle } from './engines.ts';
import type { Contender, Places } from './places.ts';

/** A place for a run that is being accepted, and what its engine will have to know of it then. */
export interface Reservation {
  readonly engine: EngineHandle;
  readonly run: Contender;
  readonly accepted: Acceptance | null;
}

/** Places of runs that are being accepted and started in one commit. */
export class Reservations {
  private readonly places: Places;
  private readonly reserved = new Map<string, Reservation>();

  constructor(places: Places) {
    this.places = places;
  }

  get size(): number {
    return this.reserved.size;
  }

  add(reservation: Reservation): void {
    this.places.take(reservation.run);
    this.reserved.set(reservation.run.runId, reservation);
  }

  /** The run is started: its place is its own from now on. Null when none was reserved. */
  redeem(runId: string): Reservation | null {
    const reservation = this.reserved.get(runId) ?? null;
    this.reserved.delete(runId);
    return reservation;
  }

  /** The run was not accepted. Tells which places have room again; null when there was no reservation. */
  giveBack(runId: string): readonly string[] | null {
    const reservation = this.redeem(runId);
    return reservation === null ? null : this.places.release(reservation.run);
  }

  of(engine: EngineHandle): readonly string[] {
    return [...this.reserved].filter(([, place]) => place.engine === engine).map(([runId]) => runId);
  }
}
