import type { FactConditions } from '../../../models/segment/fact-conditions.js';
import { factAnswer } from '../meaning/fact-answer.js';
import type { Column } from './facts.js';
import type { ChangesDue } from './changes-due.js';
import { setBit } from './layout.js';
import { behindLanes, firstLane, rowSize } from './row.js';

/** Values that are answered beside those of each row: of a trait of few values soon all are, and need not be looked at any more. */
const answeredBeside = 4;

/** All that is asked of one trait, and what its values came to: of many people few values differ. */
export class TraitQuestion {
  private readonly asked: { readonly atom: number; readonly wanted: FactConditions }[] = [];
  /** By value, `words` words: atoms that hold of it … */
  private bits = new Int32Array(0);
  /** … and until when; 0 where that is not known. */
  private until = new Float64Array(0);
  /** Values before this one are answered, until the first answer changes. */
  private answered = 0;
  private changes = Infinity;
  /** What the values were when they were answered. */
  private values: Column['values'] = [];

  /**
   * @param name of the trait
   * @param words of atoms about persons
   */
  constructor(
    readonly name: string,
    private readonly words: number,
    private readonly zone: string,
  ) {}

  /** One more atom about this trait. */
  add(atom: number, wanted: FactConditions): void {
    this.asked.push({ atom, wanted });
  }

  /** Nothing is known any more. */
  forget(): void {
    this.until.fill(0);
    this.answered = 0;
  }

  /**
   * Adds what holds of the people of a row at `now`, and when that changes: of all between the first lane and the last.
   * @param truth by word of atoms, then by lane: those that hold
   */
  ask(column: Column, row: number, lanes: number, now: number, truth: Int32Array, { due }: ChangesDue): void {
    const { words } = this;
    if (column.values !== this.values) this.forget();
    this.values = column.values;
    const values = column.of;
    const begin = row * rowSize;
    const [from, to] = [firstLane(lanes), behindLanes(lanes)];
    this.settle(column, begin + from, begin + to, now);
    const { bits, until } = this;
    for (let word = 0; word < words; word++)
      for (let lane = from; lane < to; lane++) {
        const place = word * rowSize + lane;
        truth[place] = (truth[place] ?? 0) | (bits[(values[begin + lane] ?? 0) * words + word] ?? 0);
      }
    if (this.changes === Infinity) return;
    for (let lane = from; lane < to; lane++) {
      const changes = until[values[begin + lane] ?? 0] ?? 0;
      if (changes < (due[lane] ?? 0)) due[lane] = changes;
    }
  }

  /** Sees to it that the values of these people are answered. */
  private settle(column: Column, from: number, to: number, now: number): void {
    if (this.changes <= now) {
      this.answered = 0;
      this.changes = Infinity;
    }
    const { length } = column.values;
    if (this.answered === length) return;
    for (let person = from; person < to; person++) this.answer(column, column.of[person] ?? 0, now);
    for (let some = 0; some < answeredBeside && this.answered < length; some++)
      this.answer(column, this.answered++, now);
  }

  private answer({ values }: Column, value: number, now: number): void {
    if (!((this.until[value] ?? 0) > now)) this.find(values[value], value, now);
    this.changes = Math.min(this.changes, this.until[value] ?? 0);
  }

  private find(fact: Column['values'][number], value: number, now: number): void {
    const { words } = this;
    if (value >= this.until.length) this.makeRoom(value + 1);
    this.bits.fill(0, value * words, (value + 1) * words);
    let until = Infinity;
    for (const { atom, wanted } of this.asked) {
      const answer = factAnswer(wanted, fact, now, this.zone);
      if (answer.holds) setBit(this.bits, value * words, atom);
      until = Math.min(until, answer.until);
    }
    this.until[value] = until;
  }

  private makeRoom(values: number): void {
    const room = Math.max(64, values, this.until.length * 2);
    const bits = new Int32Array(room * this.words);
    bits.set(this.bits);
    this.bits = bits;
    const until = new Float64Array(room);
    until.set(this.until);
    this.until = until;
  }
}
