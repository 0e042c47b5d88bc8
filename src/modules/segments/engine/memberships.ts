import type { Patterns } from './patterns.js';

/** Somebody who came into a segment or left it. */
export interface Change {
  readonly profileId: string;
  readonly segmentId: string;
  readonly isIn: boolean;
}

/** Rules of a time, and what patterns of atoms mean to them. */
interface Generation {
  readonly ids: readonly string[];
  readonly patterns: Patterns | null;
  /** People last looked at by these rules. */
  people: number;
}

const nobody: Generation = { ids: [], patterns: null, people: 0 };

/** Where each person was when last looked at: a pattern, and the rules of that time. */
export class Memberships {
  private patterns = new Int32Array(1_024);
  private generations = new Uint32Array(1_024);
  /** 0: nobody looked at them yet. */
  private readonly byNumber = new Map<number, Generation>([[0, nobody]]);
  private current = 0;

  /** Other rules from now on. */
  generation(ids: readonly string[], patterns: Patterns): void {
    this.forgetUnused(this.current);
    this.current++;
    this.byNumber.set(this.current, { ids, patterns, people: 0 });
  }

  /** Where somebody is now. Returns what is different. */
  set(person: number, profileId: string, pattern: number): Change[] {
    if (person >= this.patterns.length) this.makeRoom(person + 1);
    const generation = this.generations[person] ?? 0;
    if (generation === this.current && this.patterns[person] === pattern) return [];
    const before = this.of(person);
    this.move(person, this.current);
    this.patterns[person] = pattern;
    return differences(profileId, before, this.of(person));
  }

  /** Somebody is gone. Returns what they left. */
  leave(person: number, profileId: string): Change[] {
    const before = this.of(person);
    this.move(person, 0);
    return differences(profileId, before, []);
  }

  of(person: number): string[] {
    const generation = this.byNumber.get(this.generations[person] ?? 0) ?? nobody;
    const pattern = this.patterns[person] ?? 0;
    return (generation.patterns?.rulesOf(pattern) ?? []).flatMap((rule) => generation.ids[rule] ?? []);
  }

  private move(person: number, to: number): void {
    const from = this.generations[person] ?? 0;
    if (from === to) return;
    const left = this.byNumber.get(from);
    const entered = this.byNumber.get(to);
    if (left) left.people--;
    if (entered) entered.people++;
    this.generations[person] = to;
    this.forgetUnused(from);
  }

  private forgetUnused(number: number): void {
    if (number !== 0 && number !== this.current && (this.byNumber.get(number)?.people ?? 1) <= 0)
      this.byNumber.delete(number);
  }

  private makeRoom(people: number): void {
    const room = Math.max(people, this.patterns.length * 2);
    const patterns = new Int32Array(room);
    patterns.set(this.patterns);
    this.patterns = patterns;
    const generations = new Uint32Array(room);
    generations.set(this.generations);
    this.generations = generations;
  }
}

function differences(profileId: string, before: readonly string[], after: readonly string[]): Change[] {
  const was = new Set(before);
  const is = new Set(after);
  return [
    ...after.filter((id) => !was.has(id)).map((segmentId) => ({ profileId, segmentId, isIn: true })),
    ...before.filter((id) => !is.has(id)).map((segmentId) => ({ profileId, segmentId, isIn: false })),
  ];
}
