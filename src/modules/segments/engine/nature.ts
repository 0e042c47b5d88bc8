import type { Traits } from '../../../models/profile/profile-history.js';
import { matches } from '../meaning/matches.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { Atom } from './atoms.js';

/** What holds of a person whatever they did: bits of the atoms about persons, and until when. */
export interface Nature {
  readonly truth: Int32Array;
  /** Milliseconds since the epoch; Infinity where time changes nothing. */
  readonly until: number;
}

/** Asks every atom about persons of one of them. */
export function natureOf(
  atoms: readonly Atom[],
  words: number,
  person: { readonly profileId: string; readonly traits: Traits },
  now: number,
  around: Surroundings,
): Nature {
  const truth = new Int32Array(words);
  const history = { ...person, events: [] };
  let until = Infinity;
  atoms.forEach((atom, number) => {
    if (atom.kind !== 'person') return;
    const { is } = atom;
    const rule = 'listed' in is ? { listed: { on: is.listed } } : is;
    const answer = matches(rule, history, now, around);
    until = Math.min(until, answer.until);
    if (answer.holds) truth[number >> 5] = (truth[number >> 5] ?? 0) | (1 << (number & 31));
  });
  return { truth, until };
}
