import type { Rule } from '../../../../models/segment/rule.js';
import type { Everybody } from '../everybody.js';
import { RuleSet } from '../rule-set.js';
import type { Slice } from './slices.js';

/** Rules that a question asks of everybody at one instant, beside those by which memberships are kept. */
export class AskedRules {
  private readonly set: RuleSet;

  constructor(
    rules: readonly Rule[],
    private readonly everybody: Everybody,
    private readonly now: number,
  ) {
    this.set = new RuleSet(rules, everybody.facts, everybody.kinds, everybody.around);
    this.set.at(now);
  }

  /** Goes on with a slice after others had their turn: kinds of events may have been met since. */
  resume({ from, to }: Slice): void {
    this.set.at(this.now);
    this.set.prepare(from, to);
  }

  /** The number of what a person comes to: people of one outcome are in the same rules. */
  outcomeOf(person: number): number {
    const { people, histories } = this.everybody;
    return this.set.look(histories, person, this.set.askWho ? people.idOf(person) : '');
  }

  /** Whether people of an outcome are in the rule of that place. */
  isIn(outcome: number, rule: number): boolean {
    return this.set.patterns.isIn(outcome, rule);
  }

  /** The places of all rules that people of an outcome are in. */
  rulesOf(outcome: number): number[] {
    return this.set.patterns.rulesOf(outcome);
  }
}
