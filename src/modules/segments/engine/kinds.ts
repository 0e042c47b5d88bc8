import type { EventFacts } from '../meaning/deed-fits.js';

/**
 * What events are, apart from when they happened and to whom: each distinct kind once. A history is then a list of times
 * and numbers of kinds, and what a rule asks of an event is answered once a kind, not once an event.
 */
export class Kinds {
  /** By type and name, then by the rest as a text. */
  private readonly numbers = new Map<string, Map<string, number>>();
  private readonly list: EventFacts[] = [];

  /** The number of a kind; kinds are numbered as they are first met. */
  of(facts: EventFacts): number {
    const named = this.named(`${facts.type} ${facts.name}`);
    const rest = facts.vehicle || facts.properties ? JSON.stringify([facts.vehicle, facts.properties]) : '';
    const known = named.get(rest);
    if (known !== undefined) return known;
    named.set(rest, this.list.length);
    this.list.push(facts);
    return this.list.length - 1;
  }

  private named(name: string): Map<string, number> {
    const known = this.numbers.get(name) ?? new Map<string, number>();
    this.numbers.set(name, known);
    return known;
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
