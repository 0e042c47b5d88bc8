import type { Formula } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import { setBit, wordsFor } from './layout.js';
import type { Slot } from './slots.js';

/** Pairs that are told apart: where there are more, what matters is found by nature alone. */
const mostPairs = 4_096;
/** Whatever the rules ask for can be met. */
const allSlots = -1;

/**
 * What still matters once it is known what holds of the person: of somebody who did not consent, no rule that wants consent
 * asks what they did. Found once for each nature.
 */
export class Relevance {
  /** Of each nature, words of slots. */
  slots = new Int32Array(0);
  readonly words: number;
  private known = 0;
  private natures: BitPatterns | undefined;
  /** Natures with slots that can be met, each such pair once, and which of these slots matter then. */
  private readonly pairs = new BitPatterns(2);
  private readonly pair = new Int32Array(2);
  private mattering = new Int32Array(0);

  /**
   * @param personAtoms how many atoms are about persons: they have the first numbers
   * @param first bit of the slots
   * @param atNothing by word: slots whose atoms hold of whoever did nothing
   */
  constructor(
    private readonly personAtoms: number,
    private readonly first: number,
    private readonly formulas: readonly Formula[],
    private readonly all: readonly Slot[],
    private readonly atNothing: Int32Array,
  ) {
    this.words = wordsFor(all.length);
  }

  /** Takes up natures met since. */
  learn(natures: BitPatterns): void {
    this.natures = natures;
    for (; this.known < natures.size; this.known++) {
      this.slots = withRoom(this.slots, (this.known + 1) * this.words);
      for (const slot of this.open(this.known, allSlots)) setBit(this.slots, this.known * this.words, slot);
    }
  }

  /**
   * Where all slots stand in one word: those that matter to people of a nature if none but these can be met. Of whoever never
   * drove, no rule about those who drove and then did not buy asks what they bought.
   */
  among(nature: number, possible: number): number {
    const { pair, pairs } = this;
    if (pairs.size === mostPairs) return (this.slots[nature] ?? 0) & possible;
    pair[0] = nature;
    pair[1] = possible;
    const { size } = pairs;
    const number = pairs.of(pair);
    if (number === size) {
      this.mattering = withRoom(this.mattering, number + 1);
      for (const slot of this.open(nature, possible)) setBit(this.mattering, number, slot);
    }
    return this.mattering[number] ?? 0;
  }

  /** Slots of the atoms that formulas still depend on. */
  private open(nature: number, possible: number): number[] {
    const open = new Set<number>();
    for (const formula of this.formulas) {
      const rest = this.rest(formula, (atom) => this.isTrue(atom, nature, possible));
      if (typeof rest !== 'boolean') for (const atom of rest) open.add(atom);
    }
    return this.all.flatMap(({ atom }, slot) => (open.has(atom) ? [slot] : []));
  }

  /** Whether an atom holds, as far as that is known. */
  private isTrue(atom: number, nature: number, possible: number): boolean | undefined {
    if (atom < this.personAtoms) return this.natures?.has(nature, atom);
    if (possible === allSlots) return undefined;
    const bit = 1 << (atom - this.first);
    return (possible & bit) === 0 ? ((this.atNothing[0] ?? 0) & bit) !== 0 : undefined;
  }

  /** What a formula comes to: an answer, or the atoms on which it still depends. */
  private rest(formula: Formula, isTrue: (atom: number) => boolean | undefined): boolean | readonly number[] {
    if ('atom' in formula) return isTrue(formula.atom) ?? [formula.atom];
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
