/**
 * Does something again and again in this process, never twice at once: for what costs one look and is nearly always nothing, where
 * a job of the queue would cost a dozen statements each time. What it does must bear being done by several processes.
 */
export class Ticking {
  private timer: NodeJS.Timeout | undefined;
  private inHand: Promise<void> | null = null;

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

  /** No more ticks; resolves when the one in hand is over. */
  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.inHand;
  }

  private async tick(): Promise<void> {
    try {
      await this.work();
    } catch (fault) {
      this.failed(fault);
    } finally {
      this.inHand = null;
    }
  }
}
