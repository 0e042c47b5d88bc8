/** Time as an argument: everything that asks "when is it?" asks this, so that a test can answer. */
export abstract class Clock {
  /** Milliseconds since the epoch. */
  abstract now(): number;
}

/** The machine's clock, moved by a fixed offset (zero outside demonstrations and tests). */
export class OffsetClock extends Clock {
  constructor(private readonly offsetMs: number) {
    super();
  }

  now(): number {
    return Date.now() + this.offsetMs;
  }
}
