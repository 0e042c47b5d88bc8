import type { Traits } from '../../../models/profile/profile-history.js';
import { toFact, type Fact } from '../meaning/fact-answer.js';

/** One trait of everybody: the number of what each person's is, 0 where it is not known. */
class Column {
  values: (Fact | undefined)[] = [undefined];
  of = new Uint32Array(1_024);
  private readonly numbers = new Map<string, number>();

  set(person: number, fact: Fact | undefined): void {
    if (person >= this.of.length) {
      const more = new Uint32Array(Math.max(person + 1, this.of.length * 2));
      more.set(this.of);
      this.of = more;
    }
    this.of[person] = fact === undefined ? 0 : this.numberOf(fact);
  }

  private numberOf(fact: Fact): number {
    const key = JSON.stringify(fact);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.values.length);
    this.values.push(fact);
    return this.values.length - 1;
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

  /** The number of a person's value of a trait, 0 where it is not known, and what that is. */
  numberOf(person: number, name: string): number {
    return this.columns.get(name)?.of[person] ?? 0;
  }

  valueOf(name: string, number: number): Fact | undefined {
    return this.columns.get(name)?.values[number];
  }
}
