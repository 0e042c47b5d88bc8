import { setTimeout as sleep } from 'node:timers/promises';

/** Time that runs faster: so many simulated seconds a second, from an instant in the past on, until it meets the real clock. */
export class Tempo {
  private readonly began = Date.now();

  /**
   * @param from where it begins: milliseconds since the epoch
   * @param speed how many times as fast as the real clock; more than 1
   */
  constructor(
    private readonly from: number,
    private readonly speed: number,
  ) {}

  /** The simulated instant now: milliseconds since the epoch. */
  now(): number {
    return this.from + (Date.now() - this.began) * this.speed;
  }

  /** Comes back when the simulated clock shows this, or the signal is given. */
  async until(at: number, signal: AbortSignal): Promise<void> {
    const left = (at - this.now()) / this.speed;
    if (left > 0 && !signal.aborted) await sleep(left, undefined, { signal }).catch(() => undefined);
  }
}
