import type { Deed } from '../../../models/segment/deed.js';
import type { FactRule } from '../../../models/segment/fact-conditions.js';
import type { Period } from '../../../models/segment/period.js';
import type { NearRule, ShareRule } from '../../../models/segment/rule.js';
import type { SequenceStep } from '../../../models/segment/sequence.js';

/** So many events of a kind in a period. */
export interface CountAtom {
  readonly kind: 'count';
  readonly deed: Deed;
  readonly period: Period;
  readonly need: number;
}

/** So many different things in them. */
export interface DistinctAtom {
  readonly kind: 'distinct';
  readonly deed: Deed;
  readonly period: Period;
  readonly of: string;
  readonly need: number;
}

/** Their sum, or their average, on one side of a bound (in ten-thousandths). */
export interface AmountAtom {
  readonly kind: 'sum' | 'average';
  readonly deed: Deed;
  readonly period: Period;
  readonly of: string;
  readonly side: 'atLeast' | 'atMost';
  readonly bound: number;
}

/** One thing after another. */
export interface SequenceAtom {
  readonly kind: 'sequence';
  readonly steps: readonly SequenceStep[];
  readonly noneSince: Deed | undefined;
  readonly period: Period;
}

/** What a person is, apart from what they did. */
export interface PersonAtom {
  readonly kind: 'person';
  readonly is: { readonly trait: FactRule } | { readonly near: NearRule } | { readonly listed: string } | { readonly share: ShareRule }; // prettier-ignore
}

/** One question whose answer is yes or no for a person at an instant, shared by all rules that ask it. */
export type Atom = CountAtom | DistinctAtom | AmountAtom | SequenceAtom | PersonAtom;

/** A rule as a formula over atoms, which stand by their number. */
export type Formula =
  | { readonly all: readonly Formula[] }
  | { readonly any: readonly Formula[] }
  | { readonly not: Formula }
  | { readonly atom: number };

/** Atoms of many rules, each once. */
export class Atoms {
  private readonly numbers = new Map<string, number>();
  readonly list: Atom[] = [];

  /** The number of an atom. */
  of(atom: Atom): Formula {
    const key = canonical(atom);
    const known = this.numbers.get(key);
    if (known !== undefined) return { atom: known };
    this.numbers.set(key, this.list.length);
    this.list.push(atom);
    return { atom: this.list.length - 1 };
  }
}

/** One text for what means the same however its fields were ordered. */
export function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([one], [other]) => (one < other ? -1 : 1)))
      : part,
  );
}
