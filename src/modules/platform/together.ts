import { setTimeout as sleep } from 'node:timers/promises';

/** Whoever waits, and for what. */
interface Waiting<Wanted, Outcome> {
  readonly wanted: Wanted;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * Does at once what is asked for within a while, and what came while the last was under way: for work that costs little more for
 * many than for one. What fails together is done again by halves, so that none fails for the sake of another.
 */
export class Together<Wanted, Outcome> {
  private readonly waiting: Waiting<Wanted, Outcome>[] = [];
  private isUnderWay = false;

  /** @param work answers all, in order */
  constructor(
    private readonly work: (all: readonly Wanted[]) => Promise<readonly Outcome[]>,
    private readonly gatherMs: number,
  ) {}

  add(wanted: Wanted): Promise<Outcome> {
    return new Promise((done, failed) => {
      this.waiting.push({ wanted, done, failed });
      if (!this.isUnderWay) void this.run();
    });
  }

  private async run(): Promise<void> {
    this.isUnderWay = true;
    await sleep(this.gatherMs);
    for (let all; (all = this.waiting.splice(0)).length > 0;) await this.settle(all);
    this.isUnderWay = false;
  }

  private async settle(all: readonly Waiting<Wanted, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.work(all.map(({ wanted }) => wanted));
      all.forEach(({ done, failed }, n) => {
        const outcome = outcomes[n];
        if (outcome === undefined) failed(new Error('What was done together answered too few.'));
        else done(outcome);
      });
    } catch (fault) {
      if (all.length === 1) all[0]?.failed(fault);
      else {
        const half = Math.ceil(all.length / 2);
        await this.settle(all.slice(0, half));
        await this.settle(all.slice(half));
      }
    }
  }
}
