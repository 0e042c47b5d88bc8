import type { Formula } from './atoms.js';

/** Masks are kept in blocks of so many bits. */
const wordBits = 32;

/**
 * Which atoms hold together, each such pattern once, with what it means for every rule. People share patterns, so a rule is
 * decided once for all whom the same atoms hold for.
 */
export class Patterns {
  private table = new Int32Array(1_024).fill(-1);
  private masks: Int32Array;
  private memberships: Int32Array;
  private count = 0;
  private readonly ruleWords: number;

  /**
   * @param words of a mask of atoms
   * @param formulas of the rules, in their order
   */
  constructor(
    private readonly words: number,
    private readonly formulas: readonly Formula[],
  ) {
    this.ruleWords = Math.max(1, Math.ceil(formulas.length / wordBits));
    this.masks = new Int32Array(64 * words);
    this.memberships = new Int32Array(64 * this.ruleWords);
  }

  get size(): number {
    return this.count;
  }

  /** The number of a pattern. */
  of(truth: Int32Array): number {
    const { words, masks } = this;
    const last = this.table.length - 1;
    let place = hash(truth) & last;
    for (;;) {
      const pattern = this.table[place] ?? -1;
      if (pattern === -1) return this.learn(truth, place);
      let word = 0;
      while (word < words && masks[pattern * words + word] === truth[word]) word++;
      if (word === words) return pattern;
      place = (place + 1) & last;
    }
  }

  /** Whether people of a pattern are in the rule of that place. */
  isIn(pattern: number, rule: number): boolean {
    const word = this.memberships[pattern * this.ruleWords + (rule >> 5)] ?? 0;
    return (word & (1 << (rule & 31))) !== 0;
  }

  /** The places of all rules that people of a pattern are in. */
  rulesOf(pattern: number): number[] {
    return this.formulas.flatMap((_, rule) => (this.isIn(pattern, rule) ? [rule] : []));
  }

  private learn(truth: Int32Array, place: number): number {
    const pattern = this.count++;
    if ((pattern + 1) * this.words > this.masks.length) {
      this.masks = doubled(this.masks);
      this.memberships = doubled(this.memberships);
    }
    this.masks.set(truth, pattern * this.words);
    this.formulas.forEach((formula, rule) => {
      if (!holds(formula, truth)) return;
      const word = pattern * this.ruleWords + (rule >> 5);
      this.memberships[word] = (this.memberships[word] ?? 0) | (1 << (rule & 31));
    });
    this.table[place] = pattern;
    if (this.count * 2 > this.table.length) this.rehash();
    return pattern;
  }

  private rehash(): void {
    const { words } = this;
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const last = this.table.length - 1;
    for (let pattern = 0; pattern < this.count; pattern++) {
      let place = hash(this.masks.subarray(pattern * words, (pattern + 1) * words)) & last;
      while (this.table[place] !== -1) place = (place + 1) & last;
      this.table[place] = pattern;
    }
  }
}

/** Whether a formula holds where these atoms do. */
export function holds(formula: Formula, truth: Int32Array): boolean {
  if ('atom' in formula) return ((truth[formula.atom >> 5] ?? 0) & (1 << (formula.atom & 31))) !== 0;
  if ('not' in formula) return !holds(formula.not, truth);
  if ('all' in formula) return formula.all.every((part) => holds(part, truth));
  return formula.any.some((part) => holds(part, truth));
}

/** Mixes all bits of all words (the finalizer of MurmurHash3, word by word). */
function hash(truth: Int32Array): number {
  let mixed = 0;
  for (let word = 0; word < truth.length; word++) {
    mixed = Math.imul(mixed ^ (truth[word] ?? 0), 0x85ebca6b);
    mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
    mixed ^= mixed >>> 16;
  }
  return mixed >>> 0;
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const more = new Int32Array(array.length * 2);
  more.set(array);
  return more;
}
