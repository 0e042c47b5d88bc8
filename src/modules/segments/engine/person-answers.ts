import { distanceKm } from '../../../models/distance.js';
import { shareOf } from '../meaning/share-of.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { PersonAtom } from './atoms.js';
import type { ChangesDue } from './changes-due.js';
import { Column, type Facts } from './facts.js';
import { setBit, wordsFor } from './layout.js';
import type { People } from './people.js';
import { firstLane, rowSize, turn } from './row.js';
import { wordBits } from './slots.js';
import { TraitQuestion } from './trait-question.js';

/** What a trait is of which nothing is kept. */
const unknown = new Column();

/** What holds of each person whatever they did: the answers of atoms about persons. */
export class PersonAnswers {
  /** By word of atoms, then by lane: those that hold. Once turned, by atom: the lanes of whom it holds. */
  readonly truth: Int32Array;
  private readonly questions: readonly TraitQuestion[];
  private readonly others: readonly { readonly atom: number; readonly is: PersonAtom['is'] }[];
  /** Whether it matters who somebody is. */
  private readonly askWho: boolean;
  private readonly atoms: number;

  constructor(
    atoms: readonly PersonAtom[],
    private readonly facts: Facts,
    private readonly around: Surroundings,
  ) {
    const words = wordsFor(atoms.length);
    this.atoms = atoms.length;
    this.truth = new Int32Array(words * rowSize);
    this.others = atoms.flatMap(({ is }, atom) => ('trait' in is ? [] : [{ atom, is }]));
    this.askWho = this.others.some(({ is }) => 'listed' in is || 'share' in is);
    this.questions = questionsOf(atoms, words, around.zone);
  }

  /** The clock was put back: what was true from later on is not known any more. */
  forgetAll(): void {
    for (const question of this.questions) question.forget();
  }

  /** Asks of people of a row at `now`: leaves by atom of whom it holds, and until when that does. */
  find(people: People, row: number, lanes: number, now: number, changes: ChangesDue): void {
    if (this.atoms === 0) return;
    const { truth } = this;
    truth.fill(0);
    for (const question of this.questions)
      question.ask(this.facts.column(question.name) ?? unknown, row, lanes, now, truth, changes);
    for (const { atom, is } of this.others) this.askOther(atom, is, people, row, lanes);
    for (let first = 0; first < this.atoms; first += wordBits)
      turn(truth, first, Math.min(wordBits, this.atoms - first), lanes);
  }

  private askOther(atom: number, is: PersonAtom['is'], people: People, row: number, lanes: number): void {
    for (let rest = lanes; rest !== 0; rest &= rest - 1) {
      const lane = firstLane(rest);
      const person = row * rowSize + lane;
      // An id takes longer to write than most rules to answer.
      const profileId = this.askWho ? people.idOf(person) : '';
      if (this.holds(is, person, profileId)) setBit(this.truth, (atom >> 5) * rowSize + lane, atom & 31);
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
