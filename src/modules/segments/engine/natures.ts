import { distanceKm } from '../../../models/distance.js';
import { shareOf } from '../meaning/share-of.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { PersonAtom } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import { Column, type Facts } from './facts.js';
import type { Found } from './found.js';
import { setBit, wordsFor } from './layout.js';
import type { People } from './people.js';
import { firstLane, rowSize } from './row.js';
import { TraitQuestion } from './trait-question.js';

/** What a trait is of which nothing is kept. */
const unknown = new Column();

/** What holds of each person whatever they did, as bits of the atoms about persons: each such pattern, a nature, once. */
export class Natures {
  readonly patterns: BitPatterns;
  /** By lane of the row at hand: the number of that person's nature. */
  readonly numbers = new Int32Array(rowSize);
  private readonly questions: readonly TraitQuestion[];
  private readonly others: readonly { readonly atom: number; readonly is: PersonAtom['is'] }[];
  private readonly bits: Int32Array;
  /** Whether it matters who somebody is. */
  private readonly askWho: boolean;
  /** Nothing is asked, so all have the first nature. */
  private readonly isAlike: boolean;

  constructor(
    atoms: readonly PersonAtom[],
    private readonly facts: Facts,
    private readonly around: Surroundings,
  ) {
    const words = wordsFor(atoms.length);
    this.patterns = new BitPatterns(words);
    this.bits = new Int32Array(words);
    this.isAlike = atoms.length === 0;
    if (this.isAlike) this.patterns.of(this.bits);
    this.others = atoms.flatMap(({ is }, atom) => ('trait' in is ? [] : [{ atom, is }]));
    this.askWho = this.others.some(({ is }) => 'listed' in is || 'share' in is);
    this.questions = questionsOf(atoms, words, around.zone);
  }

  /** The clock was put back: what was true from later on is not known any more. */
  forgetAll(): void {
    for (const question of this.questions) question.forget();
  }

  /** Finds the natures of people of a row at `now`: leaves their numbers, what holds of each, and until when that does. */
  find(people: People, row: number, lanes: number, now: number, found: Found): void {
    if (this.isAlike) return;
    const { words } = this.patterns;
    for (const question of this.questions)
      question.ask(this.facts.column(question.name) ?? unknown, row, lanes, now, found);
    for (const { atom, is } of this.others) this.askOther(atom, is, people, row, lanes, found);
    for (let rest = lanes; rest !== 0; rest &= rest - 1) {
      const lane = firstLane(rest);
      for (let word = 0; word < words; word++) this.bits[word] = found.truth[word * rowSize + lane] ?? 0;
      this.numbers[lane] = this.patterns.of(this.bits);
    }
  }

  private askOther(
    atom: number,
    is: PersonAtom['is'],
    people: People,
    row: number,
    lanes: number,
    { truth }: Found,
  ): void {
    for (let rest = lanes; rest !== 0; rest &= rest - 1) {
      const lane = firstLane(rest);
      const person = row * rowSize + lane;
      // An id takes longer to write than most rules to answer.
      const profileId = this.askWho ? people.idOf(person) : '';
      if (this.holds(is, person, profileId)) setBit(truth, (atom >> 5) * rowSize + lane, atom & 31);
    }
  }

  private holds(is: PersonAtom['is'], person: number, profileId: string): boolean {
    if ('listed' in is) return this.around.isListed(is.listed, profileId);
    if ('share' in is) {
      const drawn = shareOf(is.share.salt, profileId);
      return drawn >= is.share.from && drawn < is.share.below;
    }
    if (!('near' in is)) return false;
    const place = this.around.placeOf(is.near.dealer);
    const latitude = this.facts.valueOf(person, 'latitude');
    const longitude = this.facts.valueOf(person, 'longitude');
    if (!place || typeof latitude !== 'number' || typeof longitude !== 'number') return false;
    return distanceKm(place, { latitude, longitude }) <= is.near.withinKm;
  }
}

/** Traits that atoms ask for. */
export function traitsOf(atoms: readonly PersonAtom[]): string[] {
  return atoms.flatMap(({ is }) => ('trait' in is ? [is.trait.name] : 'near' in is ? ['latitude', 'longitude'] : [])); // prettier-ignore
}

/** What is asked of each trait together. */
function questionsOf(atoms: readonly PersonAtom[], words: number, zone: string): TraitQuestion[] {
  const questions = new Map<string, TraitQuestion>();
  atoms.forEach(({ is }, atom) => {
    if (!('trait' in is)) return;
    const { name, ...wanted } = is.trait;
    const question = questions.get(name) ?? new TraitQuestion(name, words, zone);
    question.add(atom, wanted);
    questions.set(name, question);
  });
  return [...questions.values()];
}
