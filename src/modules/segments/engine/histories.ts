/** How much room a history gets beyond what it needs, so that one that grows is rarely moved. */
const slack = 1.5;
const leastRoom = 4;

/**
 * What people did, in two columns: each history is one stretch of times and kinds, oldest first, events of one instant in the
 * order in which they were accepted. A history that has outgrown its stretch moves to the end and leaves a hole; `compact`
 * closes the holes.
 */
export class Histories {
  /** When: milliseconds since the epoch. */
  at: Float64Array;
  /** What: numbers of `Kinds`. */
  kind: Uint32Array;
  /** Where each person's stretch begins. */
  start: Uint32Array;
  /** How many events stand in it. */
  length: Uint32Array;
  private room: Uint32Array;
  private used = 0;
  private holes = 0;
  private count = 0;

  /** @param people and events to make room for at once; both grow as needed */
  constructor(people = 1_024, events = 16_384) {
    this.at = new Float64Array(events);
    this.kind = new Uint32Array(events);
    this.start = new Uint32Array(people);
    this.length = new Uint32Array(people);
    this.room = new Uint32Array(people);
  }

  /** How many people there are: their numbers are 0 to below this. */
  get people(): number {
    return this.count;
  }

  /** Somebody new, who did nothing yet. */
  add(): number {
    if (this.count === this.start.length) {
      const people = this.count * 2;
      this.start = grown(this.start, new Uint32Array(people));
      this.length = grown(this.length, new Uint32Array(people));
      this.room = grown(this.room, new Uint32Array(people));
    }
    return this.count++;
  }

  /** One more event, after all that happened no later. Returns whether others happened at the same instant. */
  append(person: number, at: number, kind: number): boolean {
    const length = this.lengthOf(person);
    if (length === (this.room[person] ?? 0))
      this.move(person, Math.max(leastRoom, Math.ceil(length * slack)));
    const begin = this.start[person] ?? 0;
    let place = begin + length;
    for (; place > begin && (this.at[place - 1] ?? 0) > at; place--) {
      this.at[place] = this.at[place - 1] ?? 0;
      this.kind[place] = this.kind[place - 1] ?? 0;
    }
    this.at[place] = at;
    this.kind[place] = kind;
    this.length[person] = length + 1;
    return place > begin && this.at[place - 1] === at;
  }

  /** Puts a whole history in the place of what there was, oldest first. */
  replace(person: number, events: readonly { readonly at: number; readonly kind: number }[]): void {
    this.length[person] = 0;
    if (events.length > (this.room[person] ?? 0)) this.move(person, events.length);
    const begin = this.start[person] ?? 0;
    events.forEach(({ at, kind }, n) => {
      this.at[begin + n] = at;
      this.kind[begin + n] = kind;
    });
    this.length[person] = events.length;
  }

  /** How many events somebody has. */
  lengthOf(person: number): number {
    return this.length[person] ?? 0;
  }

  /** What share of the columns holds nothing any more. */
  get waste(): number {
    return this.used === 0 ? 0 : this.holes / this.used;
  }

  /** Moves every history next to the one before, into columns that fit. */
  compact(): void {
    const events = this.used - this.holes;
    const at = new Float64Array(Math.max(events, leastRoom));
    const kind = new Uint32Array(at.length);
    let end = 0;
    for (let person = 0; person < this.count; person++) {
      const begin = this.start[person] ?? 0;
      const length = this.lengthOf(person);
      at.set(this.at.subarray(begin, begin + length), end);
      kind.set(this.kind.subarray(begin, begin + length), end);
      this.start[person] = end;
      this.room[person] = length;
      end += length;
    }
    this.at = at;
    this.kind = kind;
    this.used = end;
    this.holes = 0;
  }

  private move(person: number, room: number): void {
    const begin = this.start[person] ?? 0;
    const length = this.lengthOf(person);
    if (this.used + room > this.at.length) this.grow(this.used + room);
    this.at.copyWithin(this.used, begin, begin + length);
    this.kind.copyWithin(this.used, begin, begin + length);
    this.holes += this.room[person] ?? 0;
    this.start[person] = this.used;
    this.room[person] = room;
    this.used += room;
  }

  private grow(atLeast: number): void {
    const events = Math.max(atLeast, Math.ceil(this.at.length * slack));
    this.at = grown(this.at, new Float64Array(events));
    this.kind = grown(this.kind, new Uint32Array(events));
  }
}

function grown<T extends Float64Array | Uint32Array>(from: T, into: T): T {
  into.set(from);
  return into;
}
