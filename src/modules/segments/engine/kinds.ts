import type { EventFacts } from '../meaning/deed-fits.js';

/**
 * What events are, apart from when they happened and to whom: each distinct kind once. A history is then a list of times
 * and numbers of kinds, and what a rule asks of an event is answered once a kind, not once an event.
 */
export class Kinds {
  private readonly numbers = new Map<string, number>();
  private readonly list: EventFacts[] = [];

  /** The number of a kind; kinds are numbered as they are first met. */
  of(facts: EventFacts): number {
    const key = JSON.stringify([facts.type, facts.name, facts.vehicle, facts.properties]);
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.list.length);
    this.list.push(facts);
    return this.list.length - 1;
  }

  get size(): number {
    return this.list.length;
  }

  at(kind: number): EventFacts {
    const facts = this.list[kind];
    if (!facts) throw new Error(`There is no kind ${kind} among ${this.list.length}.`);
    return facts;
  }
}
