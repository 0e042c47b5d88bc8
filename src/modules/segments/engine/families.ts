import type { EventFacts } from '../meaning/deed-fits.js';

/** Families that are told apart: bits of one word. Whatever is met beyond them is of the last. */
export const mostFamilies = 32;

/**
 * Which family each kind of events is of: those of one type, or of one name where the type says nothing. Of which families there
 * is anything in a history is known at once, and most rules ask for what most people never did.
 */
export class Families {
  /** By kind: the bit of its family. */
  private bits = new Int32Array(64);
  private readonly numbers = new Map<string, number>();

  /** Takes up a kind. */
  learn(kind: number, { type, name }: EventFacts): void {
    if (kind >= this.bits.length) {
      const more = new Int32Array(this.bits.length * 2);
      more.set(this.bits);
      this.bits = more;
    }
    this.bits[kind] = 1 << this.numberOf(type === 'CUSTOM' ? `CUSTOM ${name}` : type);
  }

  /** The bit of a kind's family. */
  of(kind: number): number {
    return this.bits[kind] ?? 0;
  }

  private numberOf(key: string): number {
    const last = mostFamilies - 1;
    const number = this.numbers.get(key) ?? Math.min(this.numbers.size, last);
    if (number < last) this.numbers.set(key, number);
    return number;
  }
}
