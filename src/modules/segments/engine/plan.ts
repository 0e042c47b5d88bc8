import type { Rule } from '../../../models/segment/rule.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { Atoms, type Atom, type Formula, type PersonAtom } from './atoms.js';
import { lower } from './lower.js';

/** Rules, taken apart: each question once, those about persons first. */
export interface Plan {
  readonly atoms: readonly Atom[];
  readonly personAtoms: readonly PersonAtom[];
  readonly formulas: readonly Formula[];
}

/** Takes rules apart into atoms and formulas; what they refer to is put in its place. */
export function planOf(rules: readonly Rule[], around: Surroundings): Plan {
  const atoms = new Atoms();
  const formulas = rules.map((rule) => lower(rule, atoms, around));
  const personAtoms = atoms.list.filter((atom) => atom.kind === 'person');
  const ordered = [...personAtoms, ...atoms.list.filter((atom) => atom.kind !== 'person')];
  const places = new Map(ordered.map((atom, place) => [atom, place]));
  const numbers = atoms.list.map((atom) => places.get(atom) ?? 0);
  return { atoms: ordered, personAtoms, formulas: formulas.map((formula) => renumbered(formula, numbers)) };
}

function renumbered(formula: Formula, numbers: readonly number[]): Formula {
  if ('atom' in formula) return { atom: numbers[formula.atom] ?? 0 };
  if ('not' in formula) return { not: renumbered(formula.not, numbers) };
  if ('all' in formula) return { all: formula.all.map((part) => renumbered(part, numbers)) };
  return { any: formula.any.map((part) => renumbered(part, numbers)) };
}
