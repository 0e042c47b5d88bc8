interface Waiting<Part, Outcome> {
  readonly part: Part;
  readonly size: number;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (fault: unknown) => void;
}

/** Bounds; sizes in the unit of `sizeOf`. */
export interface GroupLimits {
  /** Most that one write takes together; a single larger part is written alone. */
  readonly perWrite: number;
  /** Most that may wait; what comes on top is refused. */
  readonly waiting: number;
  /** Writes under way at the same time: two keep the database busy while this process reads the next requests. */
  readonly writes: number;
  /**
   * What is worth a write of its own is written at once. Less waits for whatever came with the same turn of the event loop, and for
   * another write of little: two would cost twice as much as one of both, and what is saved is what keeps the next from waiting.
   */
  readonly worthWriting: number;
  /** How long, in milliseconds, one write of little may hold up another: it may be waiting for a lock that the next need not have. */
  readonly patienceMs: number;
}

/**
 * Lets requests that arrive while a write is under way share the next one, so that a busy process pays for one
 * transaction where it would have paid for a hundred. Nothing waits longer than for a write under way. If a
 * shared write fails by what is in it, each part is written on its own, so that one bad part cannot fail its neighbours; if
 * it fails by anything else, writing a hundred times would only fail a hundred times: all of it is refused at once.
 */
export class GroupCommit<Part, Outcome> {
  private queue: Waiting<Part, Outcome>[] = [];
  private waitingSize = 0;
  private writes = 0;
  /** Writes of little that hold up others. */
  private holds = 0;

  /**
   * @param write does the parts in one transaction and answers each, in order
   * @param isOfOnePart whether a fault of `write` lies in what some part holds
   */
  constructor(
    private readonly write: (parts: readonly Part[]) => Promise<readonly Outcome[]>,
    private readonly sizeOf: (part: Part) => number,
    private readonly limits: GroupLimits,
    private readonly isOfOnePart: (fault: unknown) => boolean,
  ) {}

  /** True when a part of this size would have to be refused. */
  isFull(size: number): boolean {
    return this.waitingSize > 0 && this.waitingSize + size > this.limits.waiting;
  }

  /** Resolves when the part is durable. */
  add(part: Part): Promise<Outcome> {
    const size = this.sizeOf(part);
    return new Promise((done, failed) => {
      this.queue.push({ part, size, done, failed });
      this.waitingSize += size;
      void this.run();
    });
  }

  private async run(): Promise<void> {
    for (let isFirst = true; this.mayWrite(); isFirst = false) {
      const isLittle = this.isLittle();
      const end = this.begin(isLittle);
      // Else the database would stand still while the rest of what arrived is read, and then we while it writes.
      if (isFirst && isLittle) await new Promise((resume) => setImmediate(resume));
      if (this.queue.length > 0) await this.settle(this.take());
      end();
    }
  }

  /** Counts a write as under way, and returns what ends it. */
  private begin(isLittle: boolean): () => void {
    this.writes++;
    const letGo = isLittle ? this.holdUp() : undefined;
    return () => {
      letGo?.();
      this.writes--;
    };
  }

  /** Holds up further writes of little, until let go or out of patience. */
  private holdUp(): () => void {
    let isHeld = true;
    const letGo = () => {
      clearTimeout(timer);
      if (isHeld) this.holds--;
      isHeld = false;
    };
    const timer = setTimeout(() => {
      letGo();
      void this.run();
    }, this.limits.patienceMs);
    this.holds++;
    return letGo;
  }

  private mayWrite(): boolean {
    if (this.queue.length === 0 || this.writes >= this.limits.writes) return false;
    return this.holds === 0 || !this.isLittle();
  }

  private isLittle(): boolean {
    return this.waitingSize < this.limits.worthWriting;
  }

  private take(): Waiting<Part, Outcome>[] {
    let size = 0;
    let count = 0;
    for (const { size: next } of this.queue) {
      if (count > 0 && size + next > this.limits.perWrite) break;
      size += next;
      count++;
    }
    const group = this.queue.slice(0, count);
    this.queue = this.queue.slice(count);
    this.waitingSize -= size;
    return group;
  }

  private async settle(group: readonly Waiting<Part, Outcome>[]): Promise<void> {
    try {
      const outcomes = await this.write(group.map(({ part }) => part));
      group.forEach(({ done, failed }, index) => {
        const outcome = outcomes[index];
        if (outcome === undefined) failed(new Error('A part of a shared write was not answered.'));
        else done(outcome);
      });
    } catch (fault) {
      if (group.length > 1 && this.isOfOnePart(fault)) for (const one of group) await this.settle([one]);
      else for (const { failed } of group) failed(fault);
    }
  }
}
