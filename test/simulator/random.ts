/** Chance as an argument: every draw of the simulator comes from one of these, so a seed names a whole world. */
export class Random {
  private state: number;

  constructor(seed: number) {
    this.state = seed >>> 0;
  }

  /** A stream of its own for part `index` of a world, so that parts can be played in any order or left out. */
  static of(seed: number, index: number): Random {
    const random = new Random(Math.imul(seed, 0x9e3779b1) ^ Math.imul(index + 1, 0x85ebca6b));
    for (let i = 0; i < 4; i++) random.uniform();
    return random;
  }

  /** From here on the draws of another stream, from where it stands. */
  continueAs(other: Random): void {
    this.state = other.state;
  }

  /** Between 0 and 1 (mulberry32). */
  uniform(): number {
    this.state = (this.state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), this.state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.uniform();
  }

  whole(below: number): number {
    return Math.floor(this.uniform() * below);
  }

  chance(probability: number): boolean {
    return this.uniform() < probability;
  }

  /** Normal draw (Box and Muller). */
  normal(mean = 0, deviation = 1): number {
    const radius = Math.sqrt(-2 * Math.log(1 - this.uniform()));
    return mean + deviation * radius * Math.cos(2 * Math.PI * this.uniform());
  }

  /** Poisson draw (Knuth; for small means). */
  poisson(mean: number): number {
    const floor = Math.exp(-mean);
    let count = 0;
    for (let left = this.uniform(); left > floor; left *= this.uniform()) count++;
    return count;
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.uniform());
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.whole(items.length)];
    if (item === undefined) throw new RangeError('pick() needs at least one item');
    return item;
  }

  /** An item, drawn in proportion to its weight. */
  weighted<T>(items: readonly T[], weightOf: (item: T) => number): T {
    const weights = items.map(weightOf);
    let left = 0;
    for (const weight of weights) left += weight;
    left *= this.uniform();
    let place = 0;
    for (const item of items) {
      left -= weights[place++] ?? 0;
      if (left < 0) return item;
    }
    return this.pick(items);
  }
}
