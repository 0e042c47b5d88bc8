/** A call in Segment's format; its message id makes it count once, however often it is sent. */
export interface Call {
  readonly messageId: string;
  readonly [field: string]: unknown;
}

const gatherMs = 200;
const firstPauseMs = 1_000;
const longestPauseMs = 60_000;
/** One request has to fit into the 64 kB that browsers let outlive a page. */
const mostTogether = 20;
/** More than a page says in an hour without us; the oldest go first. */
const mostWaiting = 200;

/** Sends calls in batches, again with growing pauses while we are away, and by beacon when the page goes. */
export class Outbox {
  private waiting: Call[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;
  private failures = 0;
  private isSending = false;

  constructor(
    private readonly address: string,
    private readonly writeKey: string,
  ) {
    // Phones end pages without `pagehide`; being hidden is the last they hear.
    document.addEventListener('visibilitychange', () => document.hidden && this.leave());
    addEventListener('pagehide', () => this.leave());
  }

  add(call: Call): void {
    this.waiting = [...this.waiting, call].slice(-mostWaiting);
    this.later(gatherMs);
  }

  /** Lets go of what is not sent yet. */
  clear(): void {
    this.waiting = [];
  }

  private later(ms: number): void {
    if (this.timer !== undefined || this.isSending) return;
    this.timer = setTimeout(() => {
      this.timer = undefined;
      void this.send();
    }, ms);
  }

  private async send(): Promise<void> {
    const calls = this.waiting.slice(0, mostTogether);
    if (calls.length === 0) return;
    this.isSending = true;
    const isDone = await this.post(calls);
    this.isSending = false;
    if (isDone) this.waiting = this.waiting.filter((call) => !calls.includes(call));
    this.failures = isDone ? 0 : this.failures + 1;
    if (this.waiting.length > 0) this.later(isDone ? 0 : pauseAfter(this.failures));
  }

  /** Whether it need not be sent again: it arrived, or never will as it is. */
  private async post(calls: readonly Call[]): Promise<boolean> {
    try {
      const { ok, status } = await fetch(this.address, {
        method: 'POST',
        body: this.bodyOf(calls),
        keepalive: true,
      });
      return ok || (status >= 400 && status < 500 && status !== 429 && status !== 408);
    } catch {
      return false;
    }
  }

  /** Nobody learns whether a beacon arrived: a page that stays after all sends the same again, and it counts once. */
  private leave(): void {
    try {
      for (let at = 0; at < this.waiting.length; at += mostTogether)
        navigator.sendBeacon(this.address, this.bodyOf(this.waiting.slice(at, at + mostTogether)));
    } catch {
      // A browser without beacons.
    }
  }

  /** Text, not JSON by name: a browser asks no leave for it, and none can be asked when the page goes. */
  private bodyOf(batch: readonly Call[]): string {
    return JSON.stringify({ writeKey: this.writeKey, batch, sentAt: new Date().toISOString() });
  }
}

/** Doubled each time, and a little apart, so that pages do not come back all at once. */
function pauseAfter(failures: number): number {
  return Math.min(firstPauseMs * 2 ** (failures - 1), longestPauseMs) * (0.5 + Math.random() / 2);
}
