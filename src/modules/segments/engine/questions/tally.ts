import type { DimensionCounts } from '../../../../models/segment/shard-answer.js';

/** In which of two audiences somebody is: bit 1 the one asked about, bit 2 the one it is compared with; 0: in neither. */
export type Group = number;

/** People by the number of a value and by group. */
export class Cells {
  private counts = new Uint32Array(64);

  add(value: number, group: Group): void {
    const cell = value * 4 + group;
    if (cell >= this.counts.length) {
      const more = new Uint32Array(Math.max(value * 4 + 4, this.counts.length * 2));
      more.set(this.counts);
      this.counts = more;
    }
    this.counts[cell] = (this.counts[cell] ?? 0) + 1;
  }

  /** How many with a value are in the audience, in the one it is compared with, and in both. */
  of(value: number): [number, number, number] {
    const [, one = 0, other = 0, both = 0] = this.counts.subarray(value * 4, value * 4 + 4);
    return [one + both, other + both, both];
  }
}

/** Counts people by one or several things. */
export interface Tally {
  /** Goes on after others had their turn: more may be known by now. */
  resume?(): void;
  add(person: number, group: Group): void;
  told(): DimensionCounts[];
}
