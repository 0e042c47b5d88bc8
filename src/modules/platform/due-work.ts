/** One piece of work that is due. */
interface Due {
  readonly id: string;
}

const minuteMs = 60_000;

/**
 * Does what is due, page by page. What cannot be done is left out of the next pages for a while, so that it holds up nothing behind
 * it, however much of it there is. It is remembered in memory only: a process that starts anew tries at once.
 */
export class DueWork {
  /** What could not be done, each with when it is tried again: milliseconds since the epoch. */
  private readonly leftUntil = new Map<string, number>();

  /**
   * @param now milliseconds since the epoch
   * @param onFault told of what could not be done
   * @param againMs after how long that is tried again, in milliseconds
   */
  constructor(
    private readonly now: () => number,
    private readonly onFault: (fault: unknown, id: string) => void,
    private readonly againMs = minuteMs,
  ) {}

  /**
   * Does all of it.
   * @param find what is due but for these, the first due first
   * @param stride how many `find` answers with at most
   */
  async run<T extends Due>(
    find: (but: readonly string[]) => Promise<T[]>,
    work: (due: T) => Promise<unknown>,
    stride: number,
  ): Promise<void> {
    const met = new Set<string>();
    for (;;) {
      for (const [id, until] of this.leftUntil) if (until <= this.now()) this.leftUntil.delete(id);
      const page = await find([...this.leftUntil.keys()]);
      const isNew = page.some(({ id }) => !met.has(id));
      for (const due of page) {
        met.add(due.id);
        await work(due).catch((fault: unknown) => {
          this.leftUntil.set(due.id, this.now() + this.againMs);
          this.onFault(fault, due.id);
        });
      }
      // A page of nothing new: it is due still after it was done, and the next tick's.
      if (page.length < stride || !isNew) return;
    }
  }
}
