import type { Formula } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import { setBit, wordsFor } from './layout.js';

/**
 * Which atoms hold together, each such pattern once, with what it means for every rule. People share patterns, so a rule is
 * decided once for all whom the same atoms hold for.
 */
export class Patterns {
  private readonly known: BitPatterns;
  private memberships: Int32Array;
  private readonly ruleWords: number;

  /**
   * @param words of a mask of atoms
   * @param formulas of the rules, in their order
   */
  constructor(
    words: number,
    private readonly formulas: readonly Formula[],
  ) {
    this.known = new BitPatterns(words);
    this.ruleWords = wordsFor(formulas.length);
    this.memberships = new Int32Array(64 * this.ruleWords);
  }

  get size(): number {
    return this.known.size;
  }

  /** The number of a pattern. */
  of(truth: Int32Array): number {
    const { size } = this.known;
    const pattern = this.known.of(truth);
    if (pattern === size) this.decide(truth, pattern);
    return pattern;
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

  private decide(truth: Int32Array, pattern: number): void {
    const from = pattern * this.ruleWords;
    if (from + this.ruleWords > this.memberships.length) {
      const more = new Int32Array(this.memberships.length * 2);
      more.set(this.memberships);
      this.memberships = more;
    }
    this.formulas.forEach((formula, rule) => {
      if (holds(formula, truth)) setBit(this.memberships, from, rule);
    });
  }
}

/** Whether a formula holds where these atoms do. */
export function holds(formula: Formula, truth: Int32Array): boolean {
  if ('atom' in formula) return ((truth[formula.atom >> 5] ?? 0) & (1 << (formula.atom & 31))) !== 0;
  if ('not' in formula) return !holds(formula.not, truth);
  if ('all' in formula) return formula.all.every((part) => holds(part, truth));
  return formula.any.some((part) => holds(part, truth));
}
