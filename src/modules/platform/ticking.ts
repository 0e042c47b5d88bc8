/**
 * Does something again and again in this process, never twice at once: for what costs one look and is nearly always nothing, where
 * a job of the queue would cost a dozen statements each time. What it does must bear being done by several processes.
 */
export class Ticking {
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> | null = null;
  private isAskedAgain = false;

  /** @param failed is told of a tick that failed; the next comes all the same */
  constructor(
    private readonly everyMs: number,
    private readonly work: () => Promise<void>,
    private readonly failed: (fault: unknown) => void,
  ) {}

  start(): void {
    this.timer = setInterval(() => {
      this.inHand ??= this.tick();
    }, this.everyMs);
  }

  /** A tick now, or once more after the one in hand; nothing before the start and after the end. */
  hurry(): void {
    if (this.timer === undefined) return;
    if (this.inHand) this.isAskedAgain = true;
    else this.inHand = this.tick();
  }

  /** No more ticks; resolves when the one in hand is over. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    this.timer = undefined;
    await this.inHand;
  }

  private async tick(): Promise<void> {
    try {
      do {
        this.isAskedAgain = false;
        await this.once();
      } while (this.mustGoOn());
    } finally {
      this.inHand = null;
    }
  }

  private async once(): Promise<void> {
    // Within a promise also what is thrown before there is one; and where telling fails, nobody is left to be told.
    const done = new Promise<void>((resolve) => resolve(this.work()));
    await done.catch(this.failed).catch(() => undefined);
  }

  private mustGoOn(): boolean {
    return this.isAskedAgain && this.timer !== undefined;
  }
}
