import type { AffinityRows } from './affinity-rows.js';
import type { Likeness } from './likeness.js';

/**
 * How much of a viewer's weight lies on each word of one kind: on each make, say. There are as many as touches at most, so to look along
 * them is quicker than a map; and as words are told apart by their hashes, a candidate's own, which lies far away, is read where it is met only.
 */
export class WordShares {
  private readonly words: string[] = [];
  private readonly hashes: number[] = [];
  private readonly shares: number[] = [];

  /** @param place of the word in a likeness; see `placeOf` */
  constructor(private readonly place: number) {}

  /** Words there are. */
  get size(): number {
    return this.words.length;
  }

  /** Adds a share to what a car's word has. An unknown make is no taste for unknown makes: no word takes nothing. */
  add(car: Likeness, share: number): void {
    const word = car.page.word(car.row, this.place);
    if (word === '') return;
    const found = this.find(car);
    if (found < 0) {
      this.words.push(word);
      this.hashes.push(car.page.hash(car.row, this.place));
      this.shares.push(share);
    } else this.shares[found] = (this.shares[found] ?? 0) + share;
  }

  /**
   * Writes which part of a weight the word of each car has: nought where it has nothing. The ways of saying it stand beside each other, so
   * many cars are the one before.
   */
  write({ data, offset, width }: AffinityRows, cars: readonly Likeness[], weight: number): void {
    let before: Likeness | null = null;
    let part = 0;
    let at = offset;
    for (const car of cars) {
      if (car !== before) {
        const found = this.find(car);
        part = found < 0 ? 0 : (this.shares[found] ?? 0) / weight;
      }
      data[at] = part;
      at += width;
      before = car;
    }
  }

  /** Whether a car's word was ever added. */
  has(car: Likeness): boolean {
    return this.find(car) >= 0;
  }

  /** Place of a car's word among these; -1 where it is none of them. */
  private find({ page, row }: Likeness): number {
    const { hashes, words, place } = this;
    const hash = page.hash(row, place);
    for (let at = 0; at < hashes.length; at++)
      if (hashes[at] === hash && words[at] === page.word(row, place)) return at;
    return -1;
  }
}
