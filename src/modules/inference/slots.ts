import { ModelFailure } from './model-failure.js';

interface Waiter {
  enter(): void;
}

/** A bounded number of places and a bounded queue for them, first come, first served. */
export class Slots {
  private readonly waiting = new Set<Waiter>();
  private taken = 0;
  private whenIdle: (() => void) | null = null;

  constructor(
    private readonly places: number,
    /** Longest a request stands in the queue. */
    private readonly patienceMs: number,
    private readonly longestQueue: number,
  ) {}

  /**
   * Waits for a place; give it back with `give`.
   * @throws ModelFailure busy
   */
  take(): Promise<void> | void {
    if (this.taken < this.places) {
      this.taken += 1;
      return;
    }
    if (this.waiting.size >= this.longestQueue)
      throw new ModelFailure('busy', `${this.longestQueue} requests already wait for a model thread`);
    return new Promise((resolve, reject) => {
      const waiter: Waiter = {
        enter: () => {
          clearTimeout(timer);
          resolve();
        },
      };
      const timer = setTimeout(() => {
        this.waiting.delete(waiter);
        reject(new ModelFailure('busy', `no model thread was free within ${this.patienceMs} ms`));
      }, this.patienceMs);
      this.waiting.add(waiter);
    });
  }

  /** Hands the place to whoever waits longest. */
  give(): void {
    const [next] = this.waiting;
    if (next) {
      this.waiting.delete(next);
      next.enter();
      return;
    }
    this.taken -= 1;
    if (this.taken === 0) this.whenIdle?.();
  }

  /** Resolves when every place is free, or after `atMostMs`. */
  async idle(atMostMs: number): Promise<void> {
    if (this.taken === 0) return;
    let timer: NodeJS.Timeout | undefined;
    await new Promise<void>((resolve) => {
      this.whenIdle = resolve;
      timer = setTimeout(resolve, atMostMs);
    });
    clearTimeout(timer);
  }
}
