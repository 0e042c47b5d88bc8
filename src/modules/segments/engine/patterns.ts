import type { Formula } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import { setBit, wordsFor } from './layout.js';
import { wordBits } from './slots.js';

/**
 * What the atoms that hold together mean for every rule: decided once for each such pattern, as people share patterns. Of
 * patterns in which people are in the same rules the outcome is one.
 */
export class Patterns {
  private readonly known: BitPatterns;
  private readonly outcomes: BitPatterns;
  /** Of each pattern the number of its outcome. */
  private outcomeOf = new Int32Array(64);
  private readonly tests: readonly Test[];
  private readonly rules: Int32Array;

  /**
   * @param words of a mask of atoms
   * @param formulas of the rules, in their order
   */
  constructor(words: number, formulas: readonly Formula[]) {
    this.tests = formulas.map(testOf);
    this.known = new BitPatterns(words);
    this.rules = new Int32Array(wordsFor(formulas.length));
    this.outcomes = new BitPatterns(this.rules.length);
  }

  /** How many outcomes there are. */
  get size(): number {
    return this.outcomes.size;
  }

  /** The number of the outcome where these atoms hold. */
  of(truth: Int32Array): number {
    const { size } = this.known;
    const pattern = this.known.of(truth);
    return pattern < size ? (this.outcomeOf[pattern] ?? 0) : this.decide(truth, pattern);
  }

  /** Whether people of an outcome are in the rule of that place. */
  isIn(outcome: number, rule: number): boolean {
    const word = this.outcomes.patterns[outcome * this.rules.length + (rule >> 5)] ?? 0;
    return (word & (1 << (rule & 31))) !== 0;
  }

  /** The places of all rules that people of an outcome are in. */
  rulesOf(outcome: number): number[] {
    const rules: number[] = [];
    const words = this.rules.length;
    for (let word = 0; word < words; word++) {
      let bits = this.outcomes.patterns[outcome * words + word] ?? 0;
      while (bits !== 0) {
        const lowest = bits & -bits;
        rules.push(word * wordBits + 31 - Math.clz32(lowest));
        bits ^= lowest;
      }
    }
    return rules;
  }

  private decide(truth: Int32Array, pattern: number): number {
    this.rules.fill(0);
    this.tests.forEach((test, rule) => {
      if (test(truth)) setBit(this.rules, 0, rule);
    });
    if (pattern >= this.outcomeOf.length) {
      const more = new Int32Array(this.outcomeOf.length * 2);
      more.set(this.outcomeOf);
      this.outcomeOf = more;
    }
    return (this.outcomeOf[pattern] = this.outcomes.of(this.rules));
  }
}

type Test = (truth: Int32Array) => boolean;

/** A formula as a function of the atoms that hold. */
function testOf(formula: Formula): Test {
  if ('atom' in formula) {
    const word = formula.atom >> 5;
    const bit = 1 << (formula.atom & 31);
    return (truth) => ((truth[word] ?? 0) & bit) !== 0;
  }
  if ('not' in formula) {
    const inner = testOf(formula.not);
    return (truth) => !inner(truth);
  }
  const isAll = 'all' in formula;
  const parts = (isAll ? formula.all : formula.any).map(testOf);
  return (truth) => {
    for (const part of parts) if (part(truth) !== isAll) return !isAll;
    return isAll;
  };
}
