import type { Deed } from '../../../models/segment/deed.js';
import type { Period } from '../../../models/segment/period.js';
import { windowMs } from '../../../models/segment/window.js';
import type { AmountAtom, Atom, CountAtom, DistinctAtom, SequenceAtom } from './atoms.js';

/** Bits of one word of a mask. */
export const wordBits = 32;
/** Periods of one word are at most so many times as long as its first. */
const longer = 16;
/** Bits of the numbers that a walk counts down together. */
export const planes = 6;

/** Counts events of a kind, or different things in them, until there are enough. */
export interface CounterSlot {
  readonly kind: 'counter';
  readonly deed: Deed;
  readonly atom: number;
  readonly period: Period;
  /** What is told apart; null: every event counts. */
  readonly of: string | null;
  readonly need: number;
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
  /** Whether a step of its sequence can lie any time before. */
  readonly isEndless: boolean;
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
  const counters: CounterSlot[] = [];
  const amounts: Slot[] = [];
  const sequences: Slot[][] = [];
  atoms.forEach((atom, number) => {
    switch (atom.kind) {
      case 'person':
        return;
      case 'count':
      case 'distinct':
        counters.push(counterSlot(atom, number));
        return;
      case 'sum':
      case 'average':
        amounts.push(amountSlot(atom, number));
        return;
      case 'sequence':
        sequences.push(stepSlots(atom, number));
    }
  });
  return arranged([...counters.sort((one, other) => lengthOf(one) - lengthOf(other)), ...amounts], sequences);
}

/**
 * Slots in words of 32, each walked apart, those of short periods first: such walks are short, and after most of them nobody asks
 * any more what is further back. So a word ends where periods are that much longer than its first, too. Of several of a word that
 * are decided at one event the first is the first to leave. The slots of a sequence stand together in one word.
 */
function arranged(singles: readonly Slot[], sequences: readonly (readonly Slot[])[]): Slot[] {
  let slots: Slot[] = [];
  let longest = Infinity;
  for (const slot of singles) {
    if (lengthOf(slot) > longest) slots = filled(slots);
    if (slots.length % wordBits === 0) longest = longer * lengthOf(slot);
    slots.push(slot);
  }
  for (const sequence of sequences) {
    if (sequence.length > wordBits - (slots.length % wordBits)) slots = filled(slots);
    slots.push(...sequence);
  }
  return slots;
}

/** With nothing in the rest of the last word. */
function filled(slots: readonly Slot[]): Slot[] {
  const rest = (wordBits - (slots.length % wordBits)) % wordBits;
  return [...slots, ...Array.from({ length: rest }, () => nothing)];
}

/** Fills a word up. */
const nothing: CounterSlot = {
  kind: 'counter',
  deed: { anyOf: [] },
  atom: -1,
  period: {},
  of: null,
  need: 1,
};

/** Whether anything can be a slot's: of those that fill words up nothing is. */
export function isUsed({ kind, deed }: Slot): boolean {
  return kind !== 'counter' || deed.anyOf?.length !== 0;
}

/** How far back a slot looks; Infinity where that is not just so long before now. */
function lengthOf({ period }: Slot): number {
  return windowMs(period.within ?? '') ?? Infinity;
}

function counterSlot(atom: CountAtom | DistinctAtom, number: number): CounterSlot {
  const { deed, period, need } = atom;
  return { kind: 'counter', deed, atom: number, period, of: atom.kind === 'distinct' ? atom.of : null, need };
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
    isEndless: gaps.slice(1).includes(Infinity),
  }));
  return noneSince ? [...slots, { kind: 'since', deed: noneSince, atom, period }] : slots;
}

/** Whether amounts are on the side of the bound; of nothing there is no average. */
export function holds({ isAverage, side, bound }: AmountSlot, sum: number, count: number): boolean {
  if (isAverage && count === 0) return false;
  const limit = isAverage ? bound * count : bound;
  return side === 'atLeast' ? sum >= limit : sum <= limit;
}
