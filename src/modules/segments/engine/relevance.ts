import type { Formula } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import { setBit, wordsFor } from './layout.js';
import type { Slot } from './slots.js';

/**
 * What still matters once it is known what holds of the person: of somebody who did not consent, no rule that wants consent
 * asks what they did. Found once for each pattern of what holds of persons.
 */
export class Relevance {
  /** Of each pattern, words of slots; and words of atoms. */
  slots = new Int32Array(0);
  atoms = new Int32Array(0);
  readonly slotWords: number;
  readonly atomWords: number;
  private readonly known: BitPatterns;

  /** @param personAtoms how many atoms are about persons: they have the first numbers */
  constructor(
    private readonly personAtoms: number,
    private readonly atomCount: number,
    private readonly formulas: readonly Formula[],
    private readonly all: readonly Slot[],
  ) {
    this.slotWords = wordsFor(all.length);
    this.atomWords = wordsFor(atomCount);
    this.known = new BitPatterns(wordsFor(personAtoms));
  }

  /** The number of the pattern of a nature, which stands in `bits` from `from` on. */
  of(bits: Int32Array, from: number): number {
    const { size } = this.known;
    const pattern = this.known.of(bits, from);
    if (pattern === size) this.find(bits, from, pattern);
    return pattern;
  }

  private find(bits: Int32Array, from: number, pattern: number): void {
    this.slots = withRoom(this.slots, (pattern + 1) * this.slotWords);
    this.atoms = withRoom(this.atoms, (pattern + 1) * this.atomWords);
    const isTrue = (atom: number) => ((bits[from + (atom >> 5)] ?? 0) & (1 << (atom & 31))) !== 0;
    const open = new Set<number>();
    for (const formula of this.formulas) {
      const rest = this.rest(formula, isTrue);
      if (typeof rest !== 'boolean') for (const atom of rest) open.add(atom);
    }
    for (let atom = 0; atom < this.atomCount; atom++)
      if (atom < this.personAtoms || open.has(atom)) setBit(this.atoms, pattern * this.atomWords, atom);
    this.all.forEach((slot, number) => {
      const own = slot.kind === 'counter' ? slot.thresholds.map(({ atom }) => atom) : [slot.atom];
      if (own.some((atom) => open.has(atom))) setBit(this.slots, pattern * this.slotWords, number);
    });
  }

  /** What a formula comes to: an answer, or the atoms on which it still depends. */
  private rest(formula: Formula, isTrue: (atom: number) => boolean): boolean | readonly number[] {
    if ('atom' in formula) return formula.atom < this.personAtoms ? isTrue(formula.atom) : [formula.atom];
    if ('not' in formula) {
      const inner = this.rest(formula.not, isTrue);
      return typeof inner === 'boolean' ? !inner : inner;
    }
    const isAll = 'all' in formula;
    const open: number[] = [];
    for (const part of isAll ? formula.all : formula.any) {
      const rest = this.rest(part, isTrue);
      if (typeof rest === 'boolean') {
        if (rest !== isAll) return rest;
      } else open.push(...rest);
    }
    return open.length === 0 ? isAll : open;
  }
}

function withRoom(array: Int32Array<ArrayBuffer>, words: number): Int32Array<ArrayBuffer> {
  if (words <= array.length) return array;
  const more = new Int32Array(Math.max(words, array.length * 2));
  more.set(array);
  return more;
}
