import type { Rule } from '../../../models/segment/rule.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { Atoms, type Formula, type PersonAtom } from './atoms.js';
import { wordsFor } from './layout.js';
import { lower } from './lower.js';
import { slotsOf, wordBits, type Slot } from './slots.js';

/**
 * Rules, taken apart: each question once. Formulas are over the bits of a truth: first words of those about persons, each at its
 * place in the list; then words of the slots, each atom at the place of its first slot.
 */
export interface Plan {
  readonly personAtoms: readonly PersonAtom[];
  /** The atom of each is its bit. */
  readonly slots: readonly Slot[];
  readonly formulas: readonly Formula[];
}

/** Takes rules apart into atoms and formulas; what they refer to is put in its place. */
export function planOf(rules: readonly Rule[], around: Surroundings): Plan {
  const atoms = new Atoms();
  const formulas = rules.map((rule) => lower(rule, atoms, around));
  const personAtoms = atoms.list.filter((atom) => atom.kind === 'person');
  const slots = slotsOf(atoms.list);
  const bits = new Map<number, number>();
  atoms.list.forEach((atom, number) => {
    if (atom.kind === 'person') bits.set(number, personAtoms.indexOf(atom));
  });
  const first = wordsFor(personAtoms.length) * wordBits;
  slots.forEach(({ atom }, slot) => {
    if (!bits.has(atom)) bits.set(atom, first + slot);
  });
  const bitOf = (atom: number) => bits.get(atom) ?? 0;
  return {
    personAtoms,
    slots: slots.map((slot) => ({ ...slot, atom: bitOf(slot.atom) })),
    formulas: formulas.map((formula) => renumbered(formula, bitOf)),
  };
}

function renumbered(formula: Formula, bitOf: (atom: number) => number): Formula {
  if ('atom' in formula) return { atom: bitOf(formula.atom) };
  if ('not' in formula) return { not: renumbered(formula.not, bitOf) };
  if ('all' in formula) return { all: formula.all.map((part) => renumbered(part, bitOf)) };
  return { any: formula.any.map((part) => renumbered(part, bitOf)) };
}
