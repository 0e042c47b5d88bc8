import type { Rule } from '../../../models/segment/rule.js';
import { dayOf } from '../meaning/quantities.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { Everybody } from './everybody.js';
import type { Facts } from './facts.js';
import { testOf, type Test } from './formulas.js';
import { Found } from './found.js';
import type { Kinds } from './kinds.js';
import { Layout, wordsFor } from './layout.js';
import { Natures, traitsOf } from './natures.js';
import { planOf } from './plan.js';
import { Relevance } from './relevance.js';
import { scheduleAt } from './schedule.js';
import { wordBits } from './slots.js';
import { Walk } from './walk.js';

/** Instants of one time zone's days that are remembered. */
const daysKept = 4_096;

/** Rules ready to be asked of people, of a row of them at a time. */
export class RuleSet {
  /** By rule: the lanes of those people who were looked at last that are in it. */
  readonly members: Int32Array;
  /** Traits that are asked for. */
  readonly traits: readonly string[];
  private readonly natures: Natures;
  private readonly layout: Layout;
  private readonly walk: Walk;
  private readonly relevance: Relevance;
  private readonly found: Found;
  private readonly tests: readonly Test[];
  private readonly zone: string;
  private now = -Infinity;

  constructor(rules: readonly Rule[], facts: Facts, kinds: Kinds, around: Surroundings) {
    const plan = planOf(rules, around);
    const first = wordsFor(plan.personAtoms.length);
    this.zone = around.zone;
    this.traits = traitsOf(plan.personAtoms);
    this.natures = new Natures(plan.personAtoms, facts, around);
    this.layout = new Layout(plan.slots, kinds, this.zone);
    this.relevance = new Relevance(plan.personAtoms.length, first * wordBits, plan.formulas, plan.slots, this.layout.atNothing); // prettier-ignore
    this.found = new Found(plan.personAtoms.length, plan.slots.length, this.layout.atNothing);
    this.tests = plan.formulas.map(testOf);
    this.members = new Int32Array(rules.length);
    const schedule = scheduleAt(this.layout, 0, this.zone);
    this.walk = new Walk(this.layout, schedule, this.relevance, this.found, first, daysOf(this.zone));
  }

  /** By lane: when what was found of whoever was looked at last can change by time alone. */
  get due(): Float64Array {
    return this.found.due;
  }

  /** At what instant people are looked at from here on; kinds of events met since are taken up. */
  at(now: number): void {
    this.layout.learn();
    if (now === this.now) return;
    if (now < this.now) this.natures.forgetAll();
    this.now = now;
    this.walk.at(scheduleAt(this.layout, now, this.zone));
  }

  /** Looks at people of a row: leaves the lanes of `members`, and when that can change in `due`. */
  look({ people, histories }: Pick<Everybody, 'people' | 'histories'>, row: number, lanes: number): void {
    const { natures, found, members, tests } = this;
    found.begin();
    natures.find(people, row, lanes, this.now, found);
    this.relevance.learn(natures.patterns);
    this.walk.go(histories, row, lanes, natures.numbers);
    found.turn(lanes);
    for (let rule = 0; rule < tests.length; rule++) members[rule] = (tests[rule]?.(found.truth) ?? 0) & lanes;
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
