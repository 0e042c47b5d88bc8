import type { Patterns } from './patterns.js';

/** Somebody who came into a segment or left it. */
export interface Change {
  readonly profileId: string;
  readonly segmentId: string;
  readonly isIn: boolean;
}

/** What the numbers of people's patterns mean: by the rules of a time, or as they were told. */
interface Generation {
  readonly segmentsOf: (pattern: number) => readonly string[];
  /** People whose pattern is one of these. */
  people: number;
}

const nobody: Generation = { segmentsOf: () => [], people: 0 };

/** Sets of segments as people were told to be in them: few differ. */
class ToldSets {
  readonly sets: (readonly string[])[] = [];
  private readonly numbers = new Map<string, number>();

  numberOf(segmentIds: readonly string[]): number {
    const key = segmentIds.toSorted().join();
    const known = this.numbers.get(key);
    if (known !== undefined) return known;
    this.numbers.set(key, this.sets.length);
    this.sets.push(segmentIds);
    return this.sets.length - 1;
  }
}

/** Where each person was when last looked at: a pattern, and the rules of that time. */
export class Memberships {
  private patterns = new Int32Array(1_024);
  private generations = new Uint32Array(1_024);
  /** 0: nobody looked at them yet. */
  private readonly byNumber = new Map<number, Generation>([[0, nobody]]);
  private current = 0;
  private made = 0;
  private readonly told = new ToldSets();
  private toldAs = 0;

  /** Other rules from now on. */
  generation(ids: readonly string[], patterns: Patterns): void {
    const before = this.current;
    this.current = this.make((pattern) => patterns.rulesOf(pattern).flatMap((rule) => ids[rule] ?? []));
    this.forgetUnused(before);
  }

  /** Where somebody is said to be, whom nobody looked at yet. */
  tell(person: number, segmentIds: readonly string[]): void {
    if (person >= this.patterns.length) this.makeRoom(person + 1);
    if (!this.byNumber.has(this.toldAs) || this.toldAs === 0)
      this.toldAs = this.make((pattern) => this.told.sets[pattern] ?? []);
    this.move(person, this.toldAs);
    this.patterns[person] = this.told.numberOf(segmentIds);
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

  of(person: number): readonly string[] {
    const generation = this.byNumber.get(this.generations[person] ?? 0) ?? nobody;
    return generation.segmentsOf(this.patterns[person] ?? 0);
  }

  private make(segmentsOf: Generation['segmentsOf']): number {
    this.byNumber.set(++this.made, { segmentsOf, people: 0 });
    return this.made;
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
