import { Block } from './block.js';
import { mostFamilies, type Families } from './families.js';
import { firstLane, laneBit, rowOf, rowSize } from './row.js';

const leastRoom = 4;
/** A history that has outgrown its room gets so much more than it needs: one that grows is rarely moved, and wastes little. */
const slack = 1 / 8;
/** Share of a block that must be free before its holes are closed to use it again. */
const worthClosing = 1 / 4;
/** Room of the first block, until more is wanted. */
const firstSize = 16_384;

/**
 * What people did, in two columns: each history is one stretch of times and kinds, oldest first, events of one instant in the
 * order in which they were accepted. Columns are cut into blocks, so that nothing ever has to be copied as a whole. A history
 * that has outgrown its stretch moves to where there is room and leaves a hole; holes of a block are closed when room is
 * wanted.
 */
export class Histories {
  private readonly blocks: Block[];
  /** The block that has room at its end. */
  private open = 0;
  /** Where each person's stretch begins: the number of the block in the high bits, then the place in it. */
  private starts: Uint32Array;
  /** How many events stand in it, and how many could. */
  private lengths: Uint32Array;
  private rooms: Uint32Array;
  /** By row, then by family: the lanes of whoever did anything of it. */
  private families: Int32Array;
  /** When the newest happened, in whole seconds since the epoch: kept apart, as most of what is asked is about lately. */
  private newest: Uint32Array;
  private count = 0;
  /** Events of a block; one that is made for a longer history has more. */
  private readonly blockSize: number;

  /**
   * @param familyOf each kind
   * @param people to make room for at once; more come as needed
   * @param blockBits of a place in a block
   */
  constructor(
    private readonly familyOf: Families,
    people = 1_024,
    private readonly blockBits = 18,
  ) {
    this.blockSize = 2 ** blockBits;
    this.blocks = [new Block(Math.min(firstSize, this.blockSize))];
    this.starts = new Uint32Array(people);
    this.lengths = new Uint32Array(people);
    this.rooms = new Uint32Array(people);
    this.families = new Int32Array(roomForRows(people));
    this.newest = new Uint32Array(people);
  }

  /** How many people there are: their numbers are 0 to below this. */
  get people(): number {
    return this.count;
  }

  /** Somebody new, who did nothing yet. */
  add(): number {
    if (this.count === this.starts.length) {
      const room = this.count * 2;
      this.starts = grown(this.starts, new Uint32Array(room));
      this.lengths = grown(this.lengths, new Uint32Array(room));
      this.rooms = grown(this.rooms, new Uint32Array(room));
      this.families = grown(this.families, new Int32Array(roomForRows(room)));
      this.newest = grown(this.newest, new Uint32Array(room));
    }
    return this.count++;
  }

  /** The columns in which somebody's stretch stands … */
  blockOf(person: number): Block {
    return this.blockAt(this.blockNumber(person));
  }

  /** … where it begins there … */
  beginOf(person: number): number {
    return (this.starts[person] ?? 0) & (this.blockSize - 1);
  }

  /** … and how many events it has. */
  lengthOf(person: number): number {
    return this.lengths[person] ?? 0;
  }

  /** Who of a row did anything of a family: their lanes. */
  whoDid(row: number, family: number): number {
    return this.families[row * mostFamilies + family] ?? 0;
  }

  /** By person, as they stand: the second since the epoch in which the newest event happened … */
  get newestSeconds(): Uint32Array {
    return this.newest;
  }

  /** … and how many events there are. */
  get counts(): Uint32Array {
    return this.lengths;
  }

  /** One more event, after all that happened no later. Returns whether others happened at the same instant. */
  append(person: number, at: number, kind: number): boolean {
    const length = this.lengthOf(person);
    if (length === this.rooms[person]) this.move(person, roomFor(length));
    this.lengths[person] = length + 1;
    this.noteFamilies(person, 1 << this.familyOf.of(kind));
    this.newest[person] = Math.max(this.newest[person] ?? 0, secondsOf(at));
    return this.blockOf(person).insert(this.beginOf(person), length, at, kind);
  }

  /** Puts a whole history in the place of what there was, oldest first. */
  replace(person: number, events: readonly { readonly at: number; readonly kind: number }[]): void {
    this.lengths[person] = 0;
    if (events.length > (this.rooms[person] ?? 0)) this.move(person, events.length);
    const { at, kind } = this.blockOf(person);
    const begin = this.beginOf(person);
    let families = 0;
    for (let n = 0; n < events.length; n++) {
      at[begin + n] = events[n]?.at ?? 0;
      kind[begin + n] = events[n]?.kind ?? 0;
      families |= 1 << this.familyOf.of(events[n]?.kind ?? 0);
    }
    this.lengths[person] = events.length;
    this.forgetFamilies(person);
    this.noteFamilies(person, families);
    this.newest[person] = secondsOf(events.at(-1)?.at ?? 0);
  }

  /** The same by columns. */
  fill(person: number, at: Float64Array, kind: Uint32Array): void {
    this.lengths[person] = 0;
    if (at.length > (this.rooms[person] ?? 0)) this.move(person, at.length);
    const block = this.blockOf(person);
    const begin = this.beginOf(person);
    block.at.set(at, begin);
    block.kind.set(kind, begin);
    this.lengths[person] = at.length;
    let families = 0;
    for (let n = 0; n < kind.length; n++) families |= 1 << this.familyOf.of(kind[n] ?? 0);
    this.forgetFamilies(person);
    this.noteFamilies(person, families);
    this.newest[person] = secondsOf(at.at(-1) ?? 0);
  }

  /** @param families as bits of their numbers */
  private noteFamilies(person: number, families: number): void {
    for (let rest = families; rest !== 0; rest &= rest - 1) {
      const place = rowOf(person) * mostFamilies + firstLane(rest);
      this.families[place] = (this.families[place] ?? 0) | laneBit(person);
    }
  }

  private forgetFamilies(person: number): void {
    const begin = rowOf(person) * mostFamilies;
    for (let place = begin; place < begin + mostFamilies; place++)
      this.families[place] = (this.families[place] ?? 0) & ~laneBit(person);
  }

  private move(person: number, room: number): void {
    const place = this.take(room);
    // Asked only now: to make room, histories may have been moved.
    const from = this.blockOf(person);
    this.blockAt(this.open).copy(from, this.beginOf(person), this.lengthOf(person), place);
    from.living -= this.rooms[person] ?? 0;
    this.settle(person, place, room);
  }

  /** Finds so much room in the open block. Returns where it begins. */
  private take(room: number): number {
    if (!this.blockAt(this.open).hasRoom(room)) this.open = this.another(room);
    return this.blockAt(this.open).take(room);
  }

  private settle(person: number, place: number, room: number): void {
    this.starts[person] = this.open * this.blockSize + place;
    this.rooms[person] = room;
  }

  /** A block that has room: one whose holes are closed, the only one made larger, or a new one. */
  private another(room: number): number {
    const holed = this.blocks.findIndex((block) => block.size - block.living >= Math.max(room, block.size * worthClosing)); // prettier-ignore
    if (holed !== -1) return this.close(holed, room);
    const last = this.blockAt(this.open);
    if (this.blocks.length > 1 || last.end + room > this.blockSize)
      return this.blocks.push(new Block(Math.max(room, this.blockSize))) - 1;
    this.blocks[0] = last.larger(Math.min(this.blockSize, Math.max(last.end + room, last.size * 2)));
    return 0;
  }

  /** Closes the holes of a block. Returns its number. */
  private close(number: number, room: number): number {
    const block = this.blockAt(number);
    const people: number[] = [];
    for (let person = 0; person < this.count; person++)
      if (this.blockNumber(person) === number && this.rooms[person] !== 0) people.push(person);
    block.end = 0;
    for (const person of people.sort((one, other) => this.beginOf(one) - this.beginOf(other))) {
      block.copy(block, this.beginOf(person), this.lengthOf(person), block.end);
      this.starts[person] = number * this.blockSize + block.end;
      block.end += this.rooms[person] ?? 0;
    }
    // One that was made for a long history is too long for places in it.
    if (block.size > this.blockSize) this.blocks[number] = new Block(Math.max(room, this.blockSize));
    return number;
  }

  private blockNumber(person: number): number {
    return (this.starts[person] ?? 0) >>> this.blockBits;
  }

  private blockAt(number: number): Block {
    const block = this.blocks[number];
    if (!block) throw new Error(`There is no block ${number} among ${this.blocks.length}.`);
    return block;
  }
}

/** What cannot be told in seconds since the epoch is taken to be the latest that can. */
function secondsOf(at: number): number {
  const seconds = Math.floor(at / 1_000);
  return seconds < 0 ? 0 : Math.min(seconds, 2 ** 32 - 1);
}

function roomForRows(people: number): number {
  return Math.ceil(people / rowSize) * mostFamilies;
}

function roomFor(length: number): number {
  return length + Math.max(leastRoom, Math.ceil(length * slack));
}

function grown<T extends Uint32Array | Int32Array>(before: T, into: T): T {
  into.set(before);
  return into;
}
