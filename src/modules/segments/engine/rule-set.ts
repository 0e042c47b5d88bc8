import type { Rule } from '../../../models/segment/rule.js';
import { dayOf } from '../meaning/quantities.js';
import type { Surroundings } from '../meaning/surroundings.js';
import type { Facts } from './facts.js';
import type { Histories } from './histories.js';
import type { Kinds } from './kinds.js';
import { Layout, wordsFor } from './layout.js';
import { Natures } from './natures.js';
import { Patterns } from './patterns.js';
import { planOf } from './plan.js';
import { Relevance } from './relevance.js';
import { scheduleAt } from './schedule.js';
import { wordBits } from './slots.js';
import { Walk } from './walk.js';

/** Instants of one time zone's days that are remembered. */
const daysKept = 4_096;

/** Rules ready to be asked of people. */
export class RuleSet {
  readonly natures: Natures;
  readonly patterns: Patterns;
  private readonly layout: Layout;
  private readonly walk: Walk;
  private readonly relevance: Relevance;
  private readonly zone: string;
  private now = -Infinity;

  constructor(rules: readonly Rule[], facts: Facts, kinds: Kinds, around: Surroundings) {
    const plan = planOf(rules, around);
    const first = wordsFor(plan.personAtoms.length);
    const words = first + wordsFor(plan.slots.length);
    this.zone = around.zone;
    this.natures = new Natures(plan.personAtoms, facts, around);
    this.layout = new Layout(plan.slots, kinds, this.zone);
    this.relevance = new Relevance(
      plan.personAtoms.length,
      words * wordBits,
      plan.formulas,
      this.layout.slots,
    );
    this.patterns = new Patterns(words, plan.formulas);
    const schedule = scheduleAt(this.layout, 0, this.zone);
    this.walk = new Walk(this.layout, schedule, this.relevance, { first, words }, daysOf(this.zone));
  }

  /** At what instant people are looked at from here on; kinds of events met since are taken up. */
  at(now: number): void {
    this.layout.learn();
    if (now === this.now) return;
    if (now < this.now) this.natures.forgetAll();
    this.now = now;
    this.walk.at(scheduleAt(this.layout, now, this.zone));
  }

  /** People with these numbers are looked at next. */
  prepare(from: number, to: number): void {
    this.natures.prepare(from, to, this.now);
  }

  /** Looks at somebody. Returns the number of their pattern, and when that can change by time alone in `due`. */
  look(histories: Histories, person: number, profileId: string): number {
    const { natures, relevance, walk } = this;
    const nature = natures.of(person, profileId, this.now);
    if (nature >= relevance.size) relevance.learn(natures.patterns);
    walk.go(histories, person, nature, natures.untilOf(person));
    // What does not matter must not tell people apart.
    const { truth } = walk.found;
    const from = nature * truth.length;
    for (let word = 0; word < truth.length; word++)
      truth[word] = (truth[word] ?? 0) & (relevance.atoms[from + word] ?? 0);
    return this.patterns.of(truth);
  }

  /** Whether it matters who somebody is: else `look` need not be told their profile id. */
  get askWho(): boolean {
    return this.natures.askWho;
  }

  /** Of the person looked at last. */
  get due(): number {
    return this.walk.found.due;
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
