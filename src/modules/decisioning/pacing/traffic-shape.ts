import { IANAZone } from 'luxon';

const hourMs = 3_600_000;
const hoursADay = 24;
const hoursAWeek = 7 * hoursADay;
const mostOffsets = 1_000;
/** How far an hour moves its own weight, and that of the same hour on other days, which tell something of it. */
const ownRate = 0.3;
const sameHourRate = 0.08;

/**
 * How chances to be shown spread over the hours of a week on the wall clock of a tenant: 168 weights, 1 on average. Flat
 * until something is learned; a week shows most of it.
 */
export class TrafficShape {
  private readonly zone: IANAZone;
  private readonly weights: Float64Array;
  /** Chances in an average hour. */
  private level = 0;
  private hours = 0;
  private sums: Float64Array | null = null;
  private readonly offsets = new Map<number, number>();

  /** @param learned what `state` told before, of any length but 168: begins anew */
  constructor(timeZone: string, learned: TrafficState | null = null) {
    this.zone = IANAZone.create(timeZone);
    const isWhole = learned?.weights.length === hoursAWeek;
    this.weights = isWhole ? Float64Array.from(learned.weights) : new Float64Array(hoursAWeek).fill(1);
    if (isWhole) [this.level, this.hours] = [learned.level, learned.hours];
  }

  /** What it has learned, to be kept. */
  get state(): TrafficState {
    return { weights: Array.from(this.weights), level: this.level, hours: this.hours };
  }

  /** Takes in how many chances a whole hour had that began at an instant (milliseconds since the epoch). */
  learn(hourBegan: number, chances: number): void {
    this.hours++;
    this.level += (chances - this.level) / Math.min(this.hours, hoursAWeek);
    if (this.level <= 0 || this.hours < hoursADay) return;
    const told = chances / this.level;
    const own = Math.floor(this.wallHours(hourBegan)) % hoursAWeek;
    this.sums = null;
    for (let place = own % hoursADay; place < hoursAWeek; place += hoursADay) {
      const weight = this.weights[place] ?? 1;
      this.weights[place] = weight + (place === own ? ownRate : sameHourRate) * (told - weight);
    }
  }

  /**
   * Traffic between two instants in average hours. An hour that a change of clocks skips or doubles counts once: a forecast
   * can bear it.
   * @param isOpen leaves out hours by an instant in them; absent: none
   */
  between(from: number, to: number, isOpen?: (at: number) => boolean): number {
    if (!isOpen) return this.until(to) - this.until(from);
    let sum = 0;
    for (let at = from; at < to;) {
      const end = Math.min(to, (Math.floor(at / hourMs) + 1) * hourMs);
      if (isOpen(at)) sum += this.until(end) - this.until(at);
      at = end;
    }
    return sum;
  }

  /** From the beginning of the count of weeks to an instant. */
  private until(at: number): number {
    const sums = (this.sums ??= sumsOf(this.weights));
    const hours = this.wallHours(at);
    const weeks = Math.floor(hours / hoursAWeek);
    const place = Math.floor(hours) - weeks * hoursAWeek;
    const part = hours - Math.floor(hours);
    return weeks * (sums[hoursAWeek] ?? 0) + (sums[place] ?? 0) + part * (this.weights[place] ?? 1);
  }

  /** Hours a clock on the wall shows since the epoch, which was a Thursday: where weeks begin matters to nobody. */
  private wallHours(at: number): number {
    return (at + this.offsetAt(at) * 60_000) / hourMs;
  }

  /** Asking a zone takes far longer than all the rest, and is asked of the same hours over and over. */
  private offsetAt(at: number): number {
    const hour = Math.floor(at / hourMs);
    let offset = this.offsets.get(hour);
    if (offset === undefined) {
      if (this.offsets.size >= mostOffsets) this.offsets.clear();
      offset = this.zone.offset(at);
      this.offsets.set(hour, offset);
    }
    return offset;
  }
}

/** What lies before each hour of the week; the last is the whole. */
function sumsOf(weights: Float64Array): Float64Array {
  const sums = new Float64Array(weights.length + 1);
  for (const [place, weight] of weights.entries()) sums[place + 1] = (sums[place] ?? 0) + weight;
  return sums;
}

/** What a shape has learned. */
export interface TrafficState {
  readonly weights: readonly number[];
  readonly level: number;
  readonly hours: number;
}
