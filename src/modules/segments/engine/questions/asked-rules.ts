import type { Rule } from '../../../../models/segment/rule.js';
import type { Everybody } from '../everybody.js';
import { laneBit, rowOf } from '../row.js';
import { RuleSet } from '../rule-set.js';

/** Rules that a question asks of everybody at one instant, beside those by which memberships are kept. */
export class AskedRules {
  private readonly set: RuleSet;
  /** The row that was looked at last; −1: none. */
  private row = -1;

  constructor(
    rules: readonly Rule[],
    private readonly everybody: Everybody,
    private readonly now: number,
  ) {
    this.set = new RuleSet(rules, everybody.facts, everybody.kinds, everybody.around);
    this.set.at(now);
  }

  /** Goes on after others had their turn: people did more since, and kinds of events may have been met. */
  resume(): void {
    this.set.at(this.now);
    this.row = -1;
  }

  /** Which living people of a row are in each rule: their lanes, by the place of the rule. */
  of(row: number): Int32Array {
    if (row !== this.row) this.set.look(this.everybody, row, this.everybody.people.livingIn(row));
    this.row = row;
    return this.set.members;
  }

  /** Whether somebody is in the rule of that place. Whoever asks for one after another has each row looked at once. */
  isIn(person: number, rule: number): boolean {
    return ((this.of(rowOf(person))[rule] ?? 0) & laneBit(person)) !== 0;
  }
}
