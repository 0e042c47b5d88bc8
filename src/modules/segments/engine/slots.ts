import type { Deed } from '../../../models/segment/deed.js';
import type { Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import { canonical, type AmountAtom, type Atom, type CountAtom, type DistinctAtom, type SequenceAtom } from './atoms.js'; // prettier-ignore

/** Bits of one word of a mask. */
export const wordBits = 32;

/** An atom that becomes true when so many were counted in its period. */
export interface Threshold {
  readonly atom: number;
  readonly need: number;
  readonly period: Period;
}

/**
 * Counts events of a kind, or different things in them, for all atoms whose periods end together: those that ask for more
 * become true later in the same count, and a shorter period only ends sooner.
 */
export interface CounterSlot {
  readonly kind: 'counter';
  readonly deed: Deed;
  /** What is told apart; null: every event counts. */
  readonly of: string | null;
  /** The fewest needed first. */
  readonly thresholds: readonly Threshold[];
}

/** Adds amounts up for one atom. */
export interface AmountSlot {
  readonly kind: 'amount';
  readonly deed: Deed;
  readonly atom: number;
  readonly period: Period;
  readonly of: string;
  readonly isAverage: boolean;
  readonly side: 'atLeast' | 'atMost';
  readonly bound: number;
}

/** One step of a sequence. Steps of one sequence follow each other, and what must not come since follows them. */
export interface StepSlot {
  readonly kind: 'step';
  readonly deed: Deed;
  readonly atom: number;
  readonly period: Period;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  /** At most so long before the step after it. */
  readonly soon: number;
  /** How far before the period it can lie. */
  readonly reach: number;
}

/** What must not have come after the last step. */
export interface SinceSlot {
  readonly kind: 'since';
  readonly deed: Deed;
  readonly atom: number;
  readonly period: Period;
}

/** One thing the walk keeps of a history. */
export type Slot = CounterSlot | AmountSlot | StepSlot | SinceSlot;

/** The slots that decide these atoms; atoms about persons need none. */
export function slotsOf(atoms: readonly Atom[]): Slot[] {
  const counters = new Map<string, { deed: Deed; of: string | null; thresholds: Threshold[] }>();
  const amounts: Slot[] = [];
  const sequences: Slot[][] = [];
  atoms.forEach((atom, number) => {
    switch (atom.kind) {
      case 'person':
        return;
      case 'count':
      case 'distinct': {
        const key = canonical([atom.deed, thingOf(atom), endOf(atom.period)]);
        const counter = counters.get(key) ?? { deed: atom.deed, of: thingOf(atom), thresholds: [] };
        counter.thresholds.push({ atom: number, need: atom.need, period: atom.period });
        counters.set(key, counter);
        return;
      }
      case 'sum':
      case 'average':
        amounts.push(amountSlot(atom, number));
        return;
      case 'sequence':
        sequences.push(stepSlots(atom, number));
    }
  });
  const counting = [...counters.values()].map(({ deed, of, thresholds }): Slot => ({
    kind: 'counter',
    deed,
    of,
    thresholds: thresholds.sort((one, other) => one.need - other.need),
  }));
  return arranged([...counting.sort((one, other) => lengthOf(one) - lengthOf(other)), ...amounts], sequences);
}

/**
 * Slots in words of 32, each walked apart: those of short periods come first, so that their walks are short, and the slots of a
 * sequence stand together in one word.
 */
function arranged(singles: readonly Slot[], sequences: readonly (readonly Slot[])[]): Slot[] {
  const slots: Slot[] = [...singles];
  for (const sequence of sequences) {
    const left = wordBits - (slots.length % wordBits);
    if (sequence.length > left) slots.push(...Array.from({ length: left }, () => nothing));
    slots.push(...sequence);
  }
  return slots;
}

/** Fills a word up. */
const nothing: CounterSlot = { kind: 'counter', deed: { anyOf: [] }, of: null, thresholds: [] };

/** How far back a counter looks; Infinity where that is not just so long before now. */
function lengthOf(slot: Slot): number {
  if (slot.kind !== 'counter') return Infinity;
  return Math.max(...slot.thresholds.map(({ period }) => windowMs(period.within ?? '') ?? Infinity));
}

function thingOf(atom: CountAtom | DistinctAtom): string | null {
  return atom.kind === 'distinct' ? atom.of : null;
}

/** What decides when a period ends. */
function endOf({ longerAgoThan, during, before }: Period): unknown {
  return [
    longerAgoThan,
    during?.startsWith('LAST') === true || during === 'YESTERDAY' ? during : undefined,
    before,
  ];
}

function amountSlot({ kind, deed, period, of, side, bound }: AmountAtom, atom: number): AmountSlot {
  return { kind: 'amount', deed, atom, period, of, isAverage: kind === 'average', side, bound };
}

function stepSlots({ steps, noneSince, period }: SequenceAtom, atom: number): Slot[] {
  const gaps = steps.map(({ soon }) => (soon === undefined ? Infinity : (windowMs(soon) ?? Infinity)));
  const slots = steps.map(({ soon: _soon, ...deed }, n): Slot => ({
    kind: 'step',
    deed,
    atom,
    period,
    isFirst: n === 0,
    isLast: n === steps.length - 1,
    soon: gaps[n + 1] ?? Infinity,
    reach: gaps.slice(n + 1).reduce((sum, gap) => sum + gap, 0),
  }));
  return noneSince ? [...slots, { kind: 'since', deed: noneSince, atom, period }] : slots;
}
