import type { Rule } from '../../../models/segment/rule.js';
import { dayOf } from '../meaning/quantities.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { ChangesDue } from './changes-due.js';
import type { Everybody } from './everybody.js';
import type { Facts } from './facts.js';
import type { Histories } from './histories.js';
import type { Kinds } from './kinds.js';
import { Layout, wordsFor } from './layout.js';
import { PersonAnswers, traitsOf } from './person-answers.js';
import { planOf } from './plan.js';
import { Possible } from './possible.js';
import { scheduleAt } from './schedule.js';
import { wordBits } from './slots.js';
import { Verdicts } from './verdicts.js';
import { Walk } from './walk.js';

/** Instants of one time zone's days that are remembered. */
const daysKept = 4_096;

/** Rules ready to be asked of people, of a row of them at a time. */
export class RuleSet {
  /** By rule: the lanes of those people who were looked at last that are in it. */
  readonly members: Int32Array;
  /** Traits that are asked for. */
  readonly traits: readonly string[];
  private readonly persons: PersonAnswers;
  private readonly personAtoms: number;
  /** The atom of the first slot: those of the others follow. */
  private readonly firstAtom: number;
  private readonly layout: Layout;
  private readonly possible: Possible;
  private readonly verdicts: Verdicts;
  private readonly walk: Walk;
  private readonly changes = new ChangesDue();
  /** By slot: its atom. */
  private readonly atoms: Int32Array;
  /** By slot of a word: who asks for it. */
  private readonly asking = new Int32Array(wordBits);
  private readonly zone: string;
  private now = -Infinity;

  constructor(rules: readonly Rule[], facts: Facts, kinds: Kinds, around: Surroundings) {
    const plan = planOf(rules, around);
    this.zone = around.zone;
    this.traits = traitsOf(plan.personAtoms);
    this.persons = new PersonAnswers(plan.personAtoms, facts, around);
    this.personAtoms = plan.personAtoms.length;
    this.firstAtom = wordsFor(this.personAtoms) * wordBits;
    this.atoms = Int32Array.from(plan.slots, ({ atom }) => atom);
    this.layout = new Layout(plan.slots, kinds, this.zone);
    this.possible = new Possible(this.layout);
    this.verdicts = new Verdicts(plan.formulas, this.firstAtom + this.layout.words * wordBits);
    // What nothing can be met by never holds; of the others it is found anew each time.
    this.atoms.forEach((_, slot) => this.verdicts.set(this.firstAtom + slot, 0, -1));
    this.members = new Int32Array(rules.length);
    this.walk = new Walk(this.layout, scheduleAt(this.layout, 0, this.zone), this.changes, daysOf(this.zone));
  }

  /** By lane: when what was found of whoever was looked at last can change by time alone. */
  get due(): Float64Array {
    return this.changes.due;
  }

  /** At what instant people are looked at from here on; kinds of events met since are taken up. */
  at(now: number): void {
    const hasLearnt = this.layout.learn();
    if (now === this.now && !hasLearnt) return;
    if (now < this.now) this.persons.forgetAll();
    this.now = now;
    const schedule = scheduleAt(this.layout, now, this.zone);
    this.possible.at(schedule);
    this.walk.at(schedule);
  }

  /** Looks at people of a row: leaves the lanes of `members`, and when that can change in `due`. */
  look({ people, histories }: Pick<Everybody, 'people' | 'histories'>, row: number, lanes: number): void {
    const { members, verdicts, layout } = this;
    this.changes.begin();
    if (lanes === 0) members.fill(0);
    if (lanes === 0) return;
    this.persons.find(people, row, lanes, this.now, this.changes);
    this.possible.find(histories, row, lanes);
    this.begin();
    for (let word = 0; word < layout.words; word++) this.walkFor(word, histories, row, lanes);
    for (let rule = 0; rule < members.length; rule++) members[rule] = verdicts.of(rule) & lanes;
  }

  /** What is sure without a look into histories. */
  private begin(): void {
    const { verdicts, persons, possible, layout, firstAtom } = this;
    for (let atom = 0; atom < this.personAtoms; atom++) {
      const holds = persons.truth[atom] ?? 0;
      verdicts.set(atom, holds, ~holds);
    }
    for (let n = 0; n < layout.used.length; n++) {
      const slot = layout.used[n] ?? 0;
      const never = ~(possible.lanes[slot] ?? 0);
      const holds = ((layout.atNothing[slot >> 5] ?? 0) >>> (slot & 31)) & 1;
      verdicts.set(firstAtom + slot, holds === 1 ? never : 0, holds === 1 ? 0 : never);
    }
    verdicts.settleAll();
  }

  /** Walks for the slots of a word, wherever it still matters what comes of them. */
  private walkFor(word: number, histories: Histories, row: number, lanes: number): void {
    const { verdicts, possible, layout, firstAtom, atoms, asking } = this;
    const { begins, used } = layout;
    const begin = begins[word] ?? 0;
    const end = begins[word + 1] ?? 0;
    verdicts.ask((firstAtom >> 5) + word, lanes);
    let isAsked = 0;
    for (let n = begin; n < end; n++) {
      const slot = used[n] ?? 0;
      const who = verdicts.asking(atoms[slot] ?? 0) & (possible.lanes[slot] ?? 0);
      asking[slot & 31] = who;
      isAsked |= who;
    }
    if (isAsked === 0) return;
    const found = this.walk.go(word, histories, row, asking);
    for (let n = begin; n < end; n++) {
      const slot = used[n] ?? 0;
      verdicts.learn(firstAtom + slot, asking[slot & 31] ?? 0, found[slot & 31] ?? 0);
      asking[slot & 31] = 0;
    }
    verdicts.settle((firstAtom >> 5) + word);
  }
}

/** Where the day of an instant begins; days that were asked for are remembered. */
function daysOf(zone: string): (at: number) => number {
  const known = new Map<number, number>();
  const hour = 3_600_000;
  return (at) => {
    // Zones move their clocks by quarters of an hour at whole quarters.
    const quarter = Math.floor(at / (hour / 4));
    const before = known.get(quarter);
    if (before !== undefined) return before;
    if (known.size >= daysKept) known.clear();
    const day = dayOf(at, zone);
    known.set(quarter, day);
    return day;
  };
}
