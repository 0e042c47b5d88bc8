import type { EventFacts } from '../meaning/deed-fits.js';

/** Families that are told apart: as many as a word has bits. Whatever is met beyond them is of the last. */
export const mostFamilies = 32;

/**
 * Which family each kind of events is of: those of one type, or of one name where the type says nothing. Of which families there
 * is anything in a history is known at once, and most rules ask for what most people never did.
 */
export class Families {
  /** By kind: the number of its family. */
  private ofKinds = new Uint8Array(64);
  private readonly numbers = new Map<string, number>();

  /** Takes up a kind. */
  learn(kind: number, { type, name }: EventFacts): void {
    if (kind >= this.ofKinds.length) {
      const more = new Uint8Array(this.ofKinds.length * 2);
      more.set(this.ofKinds);
      this.ofKinds = more;
    }
    this.ofKinds[kind] = this.numberOf(type === 'CUSTOM' ? `CUSTOM ${name}` : type);
  }

  /** The number of a kind's family: below `mostFamilies`. */
  of(kind: number): number {
    return this.ofKinds[kind] ?? 0;
  }

  private numberOf(key: string): number {
    const last = mostFamilies - 1;
    const number = this.numbers.get(key) ?? Math.min(this.numbers.size, last);
    if (number < last) this.numbers.set(key, number);
    return number;
  }
}
