import type { Formula } from './atoms.js';
import type { BitPatterns } from './bit-patterns.js';
import { setBit, wordsFor } from './layout.js';
import type { Slot } from './slots.js';

/**
 * What still matters once it is known what holds of the person: of somebody who did not consent, no rule that wants consent
 * asks what they did. Found once for each nature.
 */
export class Relevance {
  /** Of each nature, words of slots. */
  slots = new Int32Array(0);
  readonly words: number;
  private known = 0;

  /** @param personAtoms how many atoms are about persons: they have the first numbers */
  constructor(
    private readonly personAtoms: number,
    private readonly formulas: readonly Formula[],
    private readonly all: readonly Slot[],
  ) {
    this.words = wordsFor(all.length);
  }

  /** Takes up natures met since. */
  learn(natures: BitPatterns): void {
    for (; this.known < natures.size; this.known++)
      this.find(natures.patterns, this.known * natures.words, this.known);
  }

  private find(bits: Int32Array, from: number, nature: number): void {
    this.slots = withRoom(this.slots, (nature + 1) * this.words);
    const isTrue = (atom: number) => ((bits[from + (atom >> 5)] ?? 0) & (1 << (atom & 31))) !== 0;
    const open = new Set<number>();
    for (const formula of this.formulas) {
      const rest = this.rest(formula, isTrue);
      if (typeof rest !== 'boolean') for (const atom of rest) open.add(atom);
    }
    this.all.forEach(({ atom }, number) => {
      if (open.has(atom)) setBit(this.slots, nature * this.words, number);
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
