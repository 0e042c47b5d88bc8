import { always, type Answer } from '../meaning/answer.js';
import { distanceKm } from '../meaning/distance.js';
import { factAnswer } from '../meaning/fact-answer.js';
import { shareOf } from '../meaning/share-of.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { PersonAtom } from './atoms.js';
import type { Facts } from './facts.js';
import { setBit, wordsFor } from './layout.js';

/** What holds of each person whatever they did: bits of the atoms about persons. */
export class Natures {
  readonly words: number;
  bits = new Int32Array(0);
  /** Until when each person's hold: milliseconds since the epoch; 0 where they are not known. */
  until = new Float64Array(0);
  /** What each value of a trait came to, by atom. */
  private readonly answers: (Answer | undefined)[][];

  constructor(
    private readonly atoms: readonly PersonAtom[],
    private readonly facts: Facts,
    private readonly around: Surroundings,
  ) {
    this.words = wordsFor(atoms.length);
    this.answers = atoms.map(() => []);
  }

  /** Traits that are asked for. */
  get names(): string[] {
    return this.atoms.flatMap(({ is }) =>
      'trait' in is ? [is.trait.name] : 'near' in is ? ['latitude', 'longitude'] : [],
    );
  }

  /** Something about a person changed. */
  forget(person: number): void {
    if (person < this.until.length) this.until[person] = 0;
  }

  /** The clock was put back: what was true from later on is not known any more. */
  forgetAll(): void {
    this.until.fill(0);
    for (const answers of this.answers) answers.length = 0;
  }

  /** Sees to it that a person's bits are right at `now`. */
  know(person: number, profileId: string, now: number): void {
    if (person >= this.until.length) this.makeRoom(person + 1);
    if ((this.until[person] ?? 0) > now) return;
    const from = person * this.words;
    this.bits.fill(0, from, from + this.words);
    let until = Infinity;
    this.atoms.forEach((atom, number) => {
      const answer = this.answer(atom, number, person, profileId, now);
      if (answer.holds) setBit(this.bits, from, number);
      until = Math.min(until, answer.until);
    });
    this.until[person] = until;
  }

  private answer({ is }: PersonAtom, atom: number, person: number, profileId: string, now: number): Answer {
    if ('trait' in is) {
      const { name, ...wanted } = is.trait;
      const value = this.facts.numberOf(person, name);
      const known = this.answers[atom]?.[value];
      if (known && known.until > now) return known;
      const answer = factAnswer(wanted, this.facts.valueOf(name, value), now, this.around.zone);
      const answers = this.answers[atom];
      if (answers) answers[value] = answer;
      return answer;
    }
    if ('listed' in is) return always(this.around.isListed(is.listed, profileId));
    if ('share' in is) {
      const drawn = shareOf(is.share.salt, profileId);
      return always(drawn >= is.share.from && drawn < is.share.below);
    }
    const place = this.around.placeOf(is.near.dealer);
    const latitude = this.facts.valueOf('latitude', this.facts.numberOf(person, 'latitude'));
    const longitude = this.facts.valueOf('longitude', this.facts.numberOf(person, 'longitude'));
    if (!place || typeof latitude !== 'number' || typeof longitude !== 'number') return always(false);
    return always(distanceKm(place, { latitude, longitude }) <= is.near.withinKm);
  }

  private makeRoom(people: number): void {
    const room = Math.max(people, this.until.length * 2, 1_024);
    const bits = new Int32Array(room * this.words);
    bits.set(this.bits);
    this.bits = bits;
    const until = new Float64Array(room);
    until.set(this.until);
    this.until = until;
  }
}
