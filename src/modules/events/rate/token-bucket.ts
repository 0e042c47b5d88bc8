/** What somebody may still send at an instant (milliseconds since the epoch). */
interface Bucket {
  readonly tokens: number;
  readonly at: number;
}

/** A bucket that nobody took from for this long is full again, whatever it held. */
const fullAfterMs = 1_000;

/** Takes one token, if there is one, from a bucket that holds a second's worth; how many seconds to wait where there is none. */
export function take(
  { tokens, at }: Bucket,
  perSecond: number,
  now: number,
): { bucket: Bucket; waitSeconds: number } {
  // A clock that was put back fills nothing, and takes nothing away.
  const filled = Math.min(perSecond, tokens + (Math.max(0, now - at) / 1_000) * perSecond);
  if (filled >= 1) return { bucket: { tokens: filled - 1, at: now }, waitSeconds: 0 };
  return { bucket: { tokens: filled, at: now }, waitSeconds: Math.ceil((1 - filled) / perSecond) };
}

/** A bucket for everybody who sent lately. Full ones are forgotten, so memory is bounded by who sent within two seconds. */
export class Buckets {
  private readonly held = new Map<string, Bucket>();
  private sweptAt = 0;

  constructor(private readonly perSecond: number) {}

  /** Seconds that `who` has to wait before sending; 0: it may, and one token is gone. */
  take(who: string, now: number): number {
    if (Math.abs(now - this.sweptAt) >= fullAfterMs) this.forgetFull(now);
    const { bucket, waitSeconds } = take(this.held.get(who) ?? { tokens: this.perSecond, at: now }, this.perSecond, now); // prettier-ignore
    this.held.set(who, bucket);
    return waitSeconds;
  }

  /** How many are in memory. */
  get size(): number {
    return this.held.size;
  }

  private forgetFull(now: number): void {
    for (const [who, { at }] of this.held) if (Math.abs(now - at) >= fullAfterMs) this.held.delete(who);
    this.sweptAt = now;
  }
}
