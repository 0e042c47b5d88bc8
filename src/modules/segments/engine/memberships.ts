import type { Patterns } from './patterns.js';

/** Into a segment or out of it. */
export interface Move {
  readonly segmentId: string;
  readonly isIn: boolean;
}

/** Somebody who came into a segment or left it. */
export interface Change extends Move {
  readonly profileId: string;
}

/** What the numbers of people's patterns mean: by the rules of a time, or as they were told. */
interface Generation {
  readonly segmentsOf: (pattern: number) => readonly string[];
  /** People whose pattern is one of these. */
  people: number;
  /** Of each pattern one of the current rules in which people are in the same segments, plus 1; 0 where none is known. */
  same: Uint32Array;
}

const nothing: readonly Move[] = [];

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
  private readonly byNumber = new Map<number, Generation>();
  private readonly unseen = generationOf(() => []);
  private current = 0;
  private now = this.unseen;
  private made = 0;
  /** The one asked for last: whoever looks at everybody asks for one after another of the same. */
  private lastNumber = 0;
  private last = this.unseen;
  private readonly told = new ToldSets();
  private toldAs = 0;

  /** Other rules from now on. */
  generation(ids: readonly string[], patterns: Patterns): void {
    const before = this.current;
    for (const generation of [this.unseen, ...this.byNumber.values()]) generation.same.fill(0);
    this.current = this.make((pattern) => patterns.rulesOf(pattern).flatMap((rule) => ids[rule] ?? []));
    this.now = this.byNumber.get(this.current) ?? this.unseen;
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
  set(person: number, pattern: number): readonly Move[] {
    if (person >= this.patterns.length) this.makeRoom(person + 1);
    const number = this.generations[person] ?? 0;
    const known = this.patterns[person] ?? 0;
    if (number === this.current && known === pattern) return nothing;
    const generation = this.generationAt(number);
    const isSame = generation.same[known] === pattern + 1;
    const before = isSame ? [] : this.of(person);
    this.move(person, this.current);
    this.patterns[person] = pattern;
    if (isSame) return nothing;
    const moves = differences(before, this.of(person));
    if (moves.length === 0) note(generation, known, pattern);
    return moves;
  }

  /** Somebody is gone. Returns what they left. */
  leave(person: number): readonly Move[] {
    const before = this.of(person);
    this.move(person, 0);
    return differences(before, []);
  }

  of(person: number): readonly string[] {
    const generation = this.generationAt(this.generations[person] ?? 0);
    return generation.segmentsOf(this.patterns[person] ?? 0);
  }

  private make(segmentsOf: Generation['segmentsOf']): number {
    this.byNumber.set(++this.made, generationOf(segmentsOf));
    return this.made;
  }

  private generationAt(number: number): Generation {
    if (number === this.lastNumber) return this.last;
    this.lastNumber = number;
    return (this.last = this.byNumber.get(number) ?? this.unseen);
  }

  private move(person: number, to: number): void {
    const from = this.generations[person] ?? 0;
    if (from === to) return;
    const left = this.generationAt(from);
    left.people--;
    this.generations[person] = to;
    if (left.people <= 0) this.forgetUnused(from);
    if (to === this.current) this.now.people++;
    else this.generationAt(to).people++;
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

function generationOf(segmentsOf: Generation['segmentsOf']): Generation {
  return { segmentsOf, people: 0, same: new Uint32Array(1) };
}

/** Of one pattern another that says the same. */
function note(generation: Generation, known: number, pattern: number): void {
  if (known >= generation.same.length) {
    const more = new Uint32Array(Math.max(known + 1, generation.same.length * 2));
    more.set(generation.same);
    generation.same = more;
  }
  generation.same[known] = pattern + 1;
}

function differences(before: readonly string[], after: readonly string[]): Move[] {
  const was = new Set(before);
  const is = new Set(after);
  return [
    ...after.filter((id) => !was.has(id)).map((segmentId) => ({ segmentId, isIn: true })),
    ...before.filter((id) => !is.has(id)).map((segmentId) => ({ segmentId, isIn: false })),
  ];
}
