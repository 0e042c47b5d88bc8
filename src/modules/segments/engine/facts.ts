import type { Traits } from '../../../models/profile/profile-history.js';
import { toFact, type Fact } from '../meaning/fact-answer.js';

/** One trait of everybody: the number of what each person's is, 0 where it is not known. */
export class Column {
  readonly values: (Fact | undefined)[] = [undefined];
  of = new Uint32Array(1_024);
  private readonly numbers = new Map<Fact, number>();
  private readonly numbersOfLists = new Map<string, number>();

  set(person: number, fact: Fact | undefined): void {
    if (person >= this.of.length) {
      const more = new Uint32Array(Math.max(person + 1, this.of.length * 2));
      more.set(this.of);
      this.of = more;
    }
    this.of[person] = fact === undefined ? 0 : this.numberFor(fact);
  }

  /** The number of a person's value. */
  numberOf(person: number): number {
    return this.of[person] ?? 0;
  }

  private numberFor(fact: Fact): number {
    if (typeof fact !== 'object') return this.known(this.numbers, fact, fact);
    return this.known(this.numbersOfLists, JSON.stringify(fact), fact);
  }

  private known<K>(numbers: Map<K, number>, key: K, fact: Fact): number {
    const number = numbers.get(key);
    if (number !== undefined) return number;
    numbers.set(key, this.values.length);
    return this.values.push(fact) - 1;
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
