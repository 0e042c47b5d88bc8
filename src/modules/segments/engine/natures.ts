import type { FactConditions } from '../../../models/segment/fact-conditions.js';
import { distanceKm } from '../meaning/distance.js';
import { factAnswer } from '../meaning/fact-answer.js';
import { shareOf } from '../meaning/share-of.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { PersonAtom } from './atoms.js';
import { BitPatterns } from './bit-patterns.js';
import type { Column, Facts } from './facts.js';
import { setBit, wordsFor } from './layout.js';

/** What is asked of a trait, and what each of its values came to. */
interface Question {
  readonly name: string;
  readonly asked: { readonly atom: number; readonly wanted: FactConditions }[];
  column: Column | undefined;
  /** By value, `words` words: atoms that hold of it … */
  bits: Int32Array;
  /** … and until when; 0 where that is not known. */
  until: Float64Array;
}

/** What holds of each person whatever they did, as bits of the atoms about persons: each such pattern, a nature, once. */
export class Natures {
  readonly patterns: BitPatterns;
  /** Of each person the number of their nature … */
  private numbers = new Uint32Array(0);
  /** … and until when it is theirs: milliseconds since the epoch; 0 where it is not known. */
  private until = new Float64Array(0);
  /** Whether it matters who somebody is: else a profile id need not be told. */
  readonly askWho: boolean;
  private readonly questions: Question[];
  private readonly others: readonly { readonly atom: number; readonly is: PersonAtom['is'] }[];
  private readonly bits: Int32Array;
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
    this.questions = questionsOf(atoms);
  }

  /** Traits that are asked for. */
  get names(): string[] {
    const isPlaceAsked = this.others.some(({ is }) => 'near' in is);
    return [...this.questions.map(({ name }) => name), ...(isPlaceAsked ? ['latitude', 'longitude'] : [])];
  }

  /** Something about a person changed. */
  forget(person: number): void {
    if (person < this.until.length) this.until[person] = 0;
  }

  /** The clock was put back: what was true from later on is not known any more. */
  forgetAll(): void {
    this.until.fill(0);
    for (const question of this.questions) question.until.fill(0);
  }

  /** The number of a person's nature at `now`. */
  of(person: number, profileId: string, now: number): number {
    if (this.isAlike) return 0;
    if (person >= this.until.length) this.makeRoom(person + 1);
    return (this.until[person] ?? 0) > now ? (this.numbers[person] ?? 0) : this.find(person, profileId, now);
  }

  /**
   * Finds the natures of everybody with these numbers together, trait by trait: each is one short walk along a column. Where it
   * matters who somebody is each is found apart.
   */
  prepare(from: number, to: number, now: number): void {
    if (this.isAlike || this.others.length > 0 || to <= from) return;
    if (to > this.until.length) this.makeRoom(to);
    const { words } = this.patterns;
    const bits = new Int32Array((to - from) * words);
    const until = new Float64Array(to - from).fill(Infinity);
    for (const question of this.questions) this.ask(question, from, to, now, bits, until);
    for (let person = from; person < to; person++)
      this.numbers[person] = this.patterns.of(bits, (person - from) * words);
    this.until.set(until, from);
  }

  /** Asks people about one trait: adds what holds of each to their bits, and keeps the earliest instant. */
  private ask(
    question: Question,
    from: number,
    to: number,
    now: number,
    bits: Int32Array,
    until: Float64Array,
  ): void {
    const { words } = this.patterns;
    const column = (question.column ??= this.facts.column(question.name));
    for (let person = from; person < to; person++) {
      const value = column?.of[person] ?? 0;
      if (!((question.until[value] ?? 0) > now)) this.answer(question, value, now);
      const place = person - from;
      for (let word = 0; word < words; word++)
        bits[place * words + word] =
          (bits[place * words + word] ?? 0) | (question.bits[value * words + word] ?? 0);
      const known = question.until[value] ?? 0;
      if (known < (until[place] ?? 0)) until[place] = known;
    }
  }

  /** Until when it is theirs. */
  untilOf(person: number): number {
    return this.until[person] ?? Infinity;
  }

  private find(person: number, profileId: string, now: number): number {
    const { bits, questions, others } = this;
    const words = bits.length;
    bits.fill(0);
    let until = Infinity;
    for (let n = 0; n < questions.length; n++) {
      const question = questions[n];
      if (!question) continue;
      const value = (question.column ??= this.facts.column(question.name))?.of[person] ?? 0;
      if (!((question.until[value] ?? 0) > now)) this.answer(question, value, now);
      for (let word = 0; word < words; word++)
        bits[word] = (bits[word] ?? 0) | (question.bits[value * words + word] ?? 0);
      until = Math.min(until, question.until[value] ?? 0);
    }
    for (const { atom, is } of others) if (this.holds(is, person, profileId)) setBit(bits, 0, atom);
    this.until[person] = until;
    return (this.numbers[person] = this.patterns.of(bits));
  }

  private answer(question: Question, value: number, now: number): void {
    const { words } = this.patterns;
    const fact = question.column?.values[value];
    if (value >= question.until.length) makeRoomFor(question, value + 1, words);
    question.bits.fill(0, value * words, (value + 1) * words);
    let until = Infinity;
    for (const { atom, wanted } of question.asked) {
      const answer = factAnswer(wanted, fact, now, this.around.zone);
      if (answer.holds) setBit(question.bits, value * words, atom);
      until = Math.min(until, answer.until);
    }
    question.until[value] = until;
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

  private makeRoom(people: number): void {
    const room = Math.max(people, this.until.length * 2, 1_024);
    const numbers = new Uint32Array(room);
    numbers.set(this.numbers);
    this.numbers = numbers;
    const until = new Float64Array(room);
    until.set(this.until);
    this.until = until;
  }
}

/** What is asked of each trait together. */
function questionsOf(atoms: readonly PersonAtom[]): Question[] {
  const questions = new Map<string, Question>();
  atoms.forEach(({ is }, atom) => {
    if (!('trait' in is)) return;
    const { name, ...wanted } = is.trait;
    const question = questions.get(name) ?? { name, asked: [], column: undefined, bits: new Int32Array(0), until: new Float64Array(0) }; // prettier-ignore
    question.asked.push({ atom, wanted });
    questions.set(name, question);
  });
  return [...questions.values()];
}

function makeRoomFor(question: Question, values: number, words: number): void {
  const room = Math.max(64, values, question.until.length * 2);
  const bits = new Int32Array(room * words);
  bits.set(question.bits);
  question.bits = bits;
  const until = new Float64Array(room);
  until.set(question.until);
  question.until = until;
}
