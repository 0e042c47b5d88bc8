import type { HistoryEvent, Traits } from '../../../models/profile/profile-history.js';
import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import type { Rule } from '../../../models/segment/rule.js';
import type { EventFacts } from '../meaning/deed-fits.js';
import type { RecentVehicle } from '../../../models/decision/viewer-state.js';
import { isLooking } from '../../../models/decision/is-looking.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { rulesIn, traitsIn } from '../questions/asked-of.js';
import { columnsOf, takeIn, type Columns } from './columns.js';
import { DueTimes } from './due-times.js';
import { Facts } from './facts.js';
import { Histories } from './histories.js';
import { Kinds } from './kinds.js';
import { Memberships, type Change, type Move } from './memberships.js';
import { People } from './people.js';
import { traitsOf } from './person-answers.js';
import { planOf } from './plan.js';
import { count } from './questions/count.js';
import type { Counting } from './questions/told.js';
import { laneBit, rowOf, rowSize } from './row.js';
import { RuleSet } from './rule-set.js';

const nobody: readonly Change[] = [];
const never = new Float64Array(rowSize).fill(Infinity);
/** Clocks are set by less all the time; until they have come so far again somebody may be where they will be then. */
const putBackMs = 1_000;

/** A rule by the name under which its members are known. */
export interface NamedRule {
  readonly id: string;
  readonly rule: Rule;
}

/** An event of somebody's. */
export type Happening = EventFacts & Pick<HistoryEvent, 'at'>;

/**
 * Everybody of one tenant in one shard, and where they belong: histories in columns, and for each person the pattern of what
 * holds and the instant at which that can change by time alone. Knows nothing of where people come from or where changes go.
 */
export class Audience {
  private readonly people = new People();
  private readonly kinds = new Kinds();
  private readonly histories = new Histories(this.kinds.families);
  private readonly facts = new Facts();
  private readonly dueTimes = new DueTimes();
  private readonly memberships = new Memberships();
  private rules: RuleSet;
  private latest = -Infinity;

  constructor(private around: Surroundings) {
    this.rules = this.ready([]);
  }

  /**
   * Other rules from now on, or other surroundings. Until somebody is looked at again they stay where they were.
   * @returns traits that are asked for now and were not before: of everybody they have to be told again
   */
  setRules(rules: readonly NamedRule[], around = this.around): string[] {
    this.around = around;
    this.rules = this.ready(rules.map(({ rule }) => rule));
    this.memberships.follow(rules.map(({ id }) => id));
    return this.facts.watch(this.rules.traits);
  }

  /** What is known of a person, in the place of what was. */
  tell(profileId: string, traits: Traits): void {
    this.facts.set(this.numberOf(profileId), traits);
  }

  /** One more event, in its place in time. */
  append(profileId: string, { at, ...facts }: Happening): void {
    this.histories.append(this.numberOf(profileId), at, this.kinds.of(facts));
  }

  /** Somebody's number for `put`, new if need be. */
  enrol(profileId: string): number {
    return this.numberOf(profileId);
  }

  /** The same by the four words of the profile's id. */
  enrolWords(words: Uint32Array): number {
    return this.withRoom(this.people.addWords(words, 0));
  }

  /** The number of a kind of events for `put`. */
  kindOf(facts: EventFacts): number {
    return this.kinds.of(facts);
  }

  /** The same as `append` by numbers, for whoever has millions. Returns whether others happened at the same instant. */
  put(person: number, at: number, kind: number): boolean {
    return this.histories.append(person, at, kind);
  }

  /** The same as `replace` by numbers. */
  replaceBy(profileId: string, events: readonly { readonly at: number; readonly kind: number }[]): void {
    this.histories.replace(this.numberOf(profileId), events);
  }

  /** People with all that they did, some at a time; see `columnsOf`. */
  columns(from: number): { columns: Columns; next: number | null } {
    return columnsOf({ people: this.people, histories: this.histories }, from);
  }

  /** What kinds are from a number on. */
  kindsFrom(number: number): EventFacts[] {
    return Array.from({ length: this.kinds.size - number }, (_, n) => this.kinds.at(number + n));
  }

  /** Takes people in; see `takeIn`. */
  take(columns: Columns, numbers: readonly number[]): void {
    takeIn({ people: this.people, histories: this.histories }, columns, numbers);
  }

  /** People there are and were: every number is below this. */
  get numbers(): number {
    return this.people.size;
  }

  /** Whose number it is. */
  idOf(person: number): string {
    return this.people.idOf(person);
  }

  /** How many people there are. */
  get living(): number {
    return this.people.living;
  }

  /** Where somebody is said to be, whom nobody looked at yet. What `look` then returns differs from it. */
  toldIn(profileId: string, segmentIds: readonly string[]): void {
    this.memberships.tell(this.numberOf(profileId), segmentIds);
  }

  /** A whole history, oldest first, in the place of what was. */
  replace(profileId: string, events: readonly Happening[]): void {
    const numbered = events.map(({ at, ...facts }) => ({ at, kind: this.kinds.of(facts) }));
    this.histories.replace(this.numberOf(profileId), numbered);
  }

  /** Nobody any more: returns what they leave. */
  remove(profileId: string): Change[] {
    const person = this.people.remove(profileId);
    if (person === -1) return [];
    this.histories.replace(person, []);
    this.facts.set(person, {});
    this.dueTimes.set(person, Infinity);
    return this.memberships.leave(person).map((segmentId) => ({ profileId, segmentId, isIn: false }));
  }

  /** Looks at people, and returns who came and went. Nobody is no person. */
  look(profileIds: Iterable<string>, now: number): Change[] {
    this.comeTo(now);
    return Array.from(profileIds).flatMap((profileId) => {
      const person = this.people.find(profileId);
      return person < 0 ? [] : this.lookAt(rowOf(person), laneBit(person));
    });
  }

  /** Looks at those whose time has come, at most so many of them. */
  lookAtDue(now: number, most = Infinity): Change[] {
    this.comeTo(now);
    const due = this.dueTimes.due(now).slice(0, most);
    const found: Change[] = [];
    for (let n = 0; n < due.length;) {
      const row = rowOf(due[n] ?? 0);
      let lanes = 0;
      for (; n < due.length && rowOf(due[n] ?? 0) === row; n++) lanes |= laneBit(due[n] ?? 0);
      const living = lanes & this.people.livingIn(row);
      this.dueTimes.setRow(row, lanes ^ living, never);
      for (const change of this.lookAt(row, living)) found.push(change);
    }
    return found;
  }

  /**
   * Looks at the next people in the order of their numbers, for rules that are new to all.
   * @param from where to go on: 0 at first
   * @param most people looked at, or up to a row more
   * @returns who came and went, and where to go on; null when everybody was looked at
   */
  lookOn(from: number, most: number, now: number): { changes: Change[]; next: number | null } {
    this.comeTo(now);
    const changes: Change[] = [];
    let row = rowOf(from);
    for (const end = rowOf(Math.min(this.people.size, from + most) + rowSize - 1); row < end; row++)
      for (const change of this.lookAt(row, this.people.livingIn(row))) changes.push(change);
    return { changes, next: row * rowSize < this.people.size ? row * rowSize : null };
  }

  /**
   * Answers a question about everybody, without changing anything. Traits that nothing asked for before have to be told
   * first: see `asksFor`.
   * @param most people looked at before others get their turn
   */
  answer(question: AudienceQuestion, now: number, most: number, around = this.around): Counting {
    const { people, histories, kinds, facts } = this;
    return count(question, { people, histories, kinds, facts, around }, now, most);
  }

  /** Traits that a question asks for and nothing did before: until told again, nothing is known of them. */
  asksFor(question: AudienceQuestion, around = this.around): string[] {
    const { personAtoms } = planOf(rulesIn(question), around);
    return this.facts.watch([...traitsOf(personAtoms), ...traitsIn(question)]);
  }

  /** Whether any rule asks what is known of people. */
  get asksTraits(): boolean {
    return this.facts.names.length > 0;
  }

  /** When somebody's time comes next, or a little earlier. */
  get nextDue(): number {
    return this.dueTimes.next;
  }

  /** What somebody did with vehicles, newest first: at most so many, none before `since`. */
  recentOf(profileId: string, now: number, since: number, most: number): RecentVehicle[] {
    const person = this.people.find(profileId);
    if (person < 0) return [];
    const recent: RecentVehicle[] = [];
    const { at, kind } = this.histories.blockOf(person);
    const begin = this.histories.beginOf(person);
    for (let n = this.histories.lengthOf(person) - 1; n >= 0 && recent.length < most; n--) {
      const when = at[begin + n] ?? 0;
      if (when < since) break;
      const { type, vehicle } = this.kinds.at(kind[begin + n] ?? 0);
      if (when <= now && vehicle && isLooking(type)) recent.push({ type, at: when, vehicle });
    }
    return recent;
  }

  /** Ids of the people with these numbers who are somebody, and how many numbers there are. */
  page(from: number, most: number): { profileIds: string[]; next: number | null } {
    const to = Math.min(this.people.size, from + most);
    const profileIds: string[] = [];
    for (let person = from; person < to; person++)
      if (this.people.has(person)) profileIds.push(this.people.idOf(person));
    return { profileIds, next: to < this.people.size ? to : null };
  }

  /** Where somebody is. */
  segmentsOf(profileId: string): readonly string[] {
    const person = this.people.find(profileId);
    return person < 0 ? [] : this.memberships.of(person);
  }

  private ready(rules: readonly Rule[], around = this.around): RuleSet {
    return new RuleSet(rules, this.facts, this.kinds, around);
  }

  /** It is now. Where the clock was put back, what was found later need not be so yet, and everybody is looked at again. */
  private comeTo(now: number): void {
    if (now < this.latest - putBackMs) this.dueTimes.allBy(now);
    this.latest = now;
    this.rules.at(now);
  }

  private lookAt(row: number, lanes: number): readonly Change[] {
    const { rules, people, memberships } = this;
    rules.look({ people, histories: this.histories }, row, lanes);
    this.dueTimes.setRow(row, lanes, rules.due);
    const moves = memberships.set(row, lanes, rules.members);
    return moves.length === 0 ? nobody : this.named(moves);
  }

  /** With ids, each written once. */
  private named(moves: readonly Move[]): Change[] {
    const ids = new Map<number, string>();
    return moves.map(({ person, segmentId, isIn }) => {
      const profileId = ids.get(person) ?? this.people.idOf(person);
      ids.set(person, profileId);
      return { profileId, segmentId, isIn };
    });
  }

  private numberOf(profileId: string): number {
    return this.withRoom(this.people.add(profileId));
  }

  private withRoom(person: number): number {
    while (this.histories.people <= person) this.histories.add();
    return person;
  }
}
