/**
 * Does what is of one key one after the other in this process, in the order asked: for work that would else wait for one lock of the
 * database, each with a connection in hand that others need. It is no lock: other processes know nothing of it.
 */
export class Turns {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work when all that was asked before under this key is over, however it ended. */
  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.then(work);
    const over = mine.then(nothing, nothing);
    this.last.set(key, over);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === over) this.last.delete(key);
    }
  }
}

function nothing(): void {
  // Whoever asked for the work learns how it ended; those who wait only that it did.
}
