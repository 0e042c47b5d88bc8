import type { Deed } from '../../../models/segment/deed.js';
import type { Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import type { Atom, SequenceAtom } from './atoms.js';

/** What the walk does at an event that a slot is about. */
export const doing = {
  /** Nothing: the slot is about the person. */
  nothing: 0,
  count: 1,
  distinct: 2,
  /** Adds up amounts of which none is negative: once enough, always enough. */
  sum: 3,
  /** Adds up amounts to be looked at when all are known. */
  amount: 4,
  step: 5,
  since: 6,
} as const;
export type Doing = (typeof doing)[keyof typeof doing];

/** One thing the walk keeps of a history: for most atoms one slot, for a sequence one more for each step. */
export interface Slot {
  readonly doing: Doing;
  readonly deed: Deed | null;
  readonly period: Period;
  /** How many are needed. */
  readonly need: number;
  /** Whether the sum is to be divided by how many there are. */
  readonly isAverage: boolean;
  /** What is told apart or added up. */
  readonly of: string | null;
  readonly side: 'atLeast' | 'atMost';
  readonly bound: number;
  /** Of a step: the slot that says whether the whole sequence holds. */
  readonly whole: number;
  /** Of a step: whether it is the first and the last. */
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** Of a step: at most so long before the step after it. */
  readonly soon: number;
  /** Of a step: how far before the period it can lie. */
  readonly reach: number;
}

const plain: Omit<Slot, 'doing'> = {
  deed: null, period: {}, need: 0, isAverage: false, of: null, side: 'atLeast', bound: 0, whole: -1, isFirst: false,
  isLast: false, soon: Infinity, reach: 0,
}; // prettier-ignore

/** The slots of atoms: each atom's own has its number; those of steps follow, in the order of their steps. */
export function slotsOf(atoms: readonly Atom[]): Slot[] {
  const own = atoms.map(ownSlot);
  const steps = atoms.flatMap((atom, number) => (atom.kind === 'sequence' ? stepSlots(atom, number) : []));
  return [...own, ...steps];
}

function ownSlot(atom: Atom): Slot {
  switch (atom.kind) {
    case 'person':
    case 'sequence':
      return { ...plain, doing: doing.nothing };
    case 'count':
      return { ...plain, doing: doing.count, deed: atom.deed, period: atom.period, need: atom.need };
    case 'distinct':
      return { ...plain, doing: doing.distinct, deed: atom.deed, period: atom.period, need: atom.need, of: atom.of };
    case 'sum':
    case 'average': {
      const { deed, period, of, side, bound } = atom;
      const canStop = atom.kind === 'sum' && side === 'atLeast' && bound > 0;
      return { ...plain, doing: canStop ? doing.sum : doing.amount, deed, period, of, side, bound, isAverage: atom.kind === 'average' }; // prettier-ignore
    }
  }
}

function stepSlots({ steps, noneSince, period }: SequenceAtom, whole: number): Slot[] {
  const gaps = steps.map(({ soon }) => (soon === undefined ? Infinity : (windowMs(soon) ?? Infinity)));
  const slots = steps.map(({ soon: _soon, ...deed }, n): Slot => ({
    ...plain,
    doing: doing.step,
    deed,
    period,
    whole,
    isFirst: n === 0,
    isLast: n === steps.length - 1,
    soon: gaps[n + 1] ?? Infinity,
    reach: gaps.slice(n + 1).reduce((sum, gap) => sum + gap, 0),
  }));
  const since: Slot[] = noneSince ? [{ ...plain, doing: doing.since, deed: noneSince, period, whole }] : [];
  return [...slots, ...since];
}
