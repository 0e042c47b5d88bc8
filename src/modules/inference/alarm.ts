import { performance } from 'node:perf_hooks';

/**
 * One timer for many instants: it goes off at the earliest of those it was set to since it last did, or a little after. A timer of its own for each
 * of some thousand requests a second, nearly all of which are answered in time, costs more than to look once a second whether any is late.
 */
export class Alarm {
  private timer: NodeJS.Timeout | null = null;
  private setTo = Infinity;

  constructor(
    private readonly ring: () => void,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Goes off at this instant (ms of `now`), or before. Nothing waits for it to end a process. */
  at(instant: number): void {
    if (instant >= this.setTo) return;
    this.stop();
    this.setTo = instant;
    this.timer = setTimeout(() => {
      this.stop();
      this.ring();
    }, instant - this.now()).unref();
  }

  /** Does not go off any more, until it is set again. */
  stop(): void {
    if (this.timer) clearTimeout(this.timer);
    this.timer = null;
    this.setTo = Infinity;
  }
}
