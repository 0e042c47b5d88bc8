import type { Traits } from '../../../models/profile/profile-history.js';
import { toFact, type Fact } from '../meaning/fact-answer.js';

/** Before so many values it is not worth looking which of them nobody has any more. */
const fewValues = 4_096;

/** One trait of everybody: the number of what each person's is, 0 where it is not known. */
export class Column {
  of = new Uint32Array(1_024);
  private known: (Fact | undefined)[] = [undefined];
  private readonly numbers = new Map<Fact, number>();
  private readonly numbersOfLists = new Map<string, number>();
  /** So many values are let come before those are sought that nobody has any more. */
  private tidyAt = fewValues;

  /** By number. Once values get other numbers this is another list. */
  get values(): readonly (Fact | undefined)[] {
    return this.known;
  }

  set(person: number, fact: Fact | undefined): void {
    if (person >= this.of.length) {
      const more = new Uint32Array(Math.max(person + 1, this.of.length * 2));
      more.set(this.of);
      this.of = more;
    }
    this.of[person] = 0;
    this.of[person] = fact === undefined ? 0 : this.numberFor(fact);
  }

  /** The number of a person's value. */
  numberOf(person: number): number {
    return this.of[person] ?? 0;
  }

  private numberFor(fact: Fact): number {
    const number = this.find(fact);
    if (number !== undefined) return number;
    if (this.values.length >= this.tidyAt) this.tidy();
    this.note(fact, this.values.length);
    return this.known.push(fact) - 1;
  }

  private find(fact: Fact): number | undefined {
    return typeof fact === 'object' ? this.numbersOfLists.get(JSON.stringify(fact)) : this.numbers.get(fact);
  }

  private note(fact: Fact, number: number): void {
    if (typeof fact === 'object') this.numbersOfLists.set(JSON.stringify(fact), number);
    else this.numbers.set(fact, number);
  }

  /** Lets go of values that nobody has any more: of a trait that is told anew each time, like a last visit, most. */
  private tidy(): void {
    const numbers = new Uint32Array(this.values.length);
    const kept: (Fact | undefined)[] = [undefined];
    for (let person = 0; person < this.of.length; person++) {
      const number = this.of[person] ?? 0;
      if (number === 0) continue;
      if (numbers[number] === 0) numbers[number] = kept.push(this.values[number]) - 1;
      this.of[person] = numbers[number] ?? 0;
    }
    this.numbers.clear();
    this.numbersOfLists.clear();
    kept.forEach((fact, number) => {
      if (fact !== undefined) this.note(fact, number);
    });
    this.known = kept;
    this.tidyAt = Math.max(fewValues, kept.length * 2);
  }
}

/** What people are, by trait: of many people few values differ, and what a rule asks of a value is answered once. */
export class Facts {
  private readonly columns = new Map<string, Column>();

  /**
   * @param names traits that rules ask for; others are not kept
   * @returns those that were not asked for before: nothing is known of them yet
   */
  watch(names: Iterable<string>): string[] {
    const added = [...new Set(names)].filter((name) => !this.columns.has(name));
    for (const name of added) this.columns.set(name, new Column());
    return added;
  }

  /** Traits that are kept. */
  get names(): string[] {
    return [...this.columns.keys()];
  }

  /** Everything that is known of a person, in the place of what was. */
  set(person: number, traits: Traits): void {
    for (const [name, column] of this.columns)
      column.set(person, Object.hasOwn(traits, name) ? toFact(traits[name]) : undefined);
  }

  /** A trait that is watched. */
  column(name: string): Column | undefined {
    return this.columns.get(name);
  }

  /** What a person's trait is. */
  valueOf(person: number, name: string): Fact | undefined {
    const column = this.columns.get(name);
    return column?.values[column.numberOf(person)];
  }
}
