import { laneBit, rowOf } from './row.js';

/** Words of 32 bits in an id. */
const idWords = 4;

/**
 * The number of each person, by profile id: an open hash table over the ids' own bits, at a quarter of what a Map of texts
 * takes. Numbers of people who are gone are given again.
 */
export class People {
  private ids = new Uint32Array(idWords * 1_024);
  private table = new Int32Array(2_048).fill(-1);
  private readonly free: number[] = [];
  /** By row: the lanes of those who are somebody. */
  private lanes = new Int32Array(32);
  private count = 0;
  private gone = 0;
  /** The words of an id asked for by its text. */
  private readonly asked = new Uint32Array(idWords);

  /** People there are and were: every number is below this. */
  get size(): number {
    return this.count;
  }

  /** Whether a number is somebody's now. */
  has(number: number): boolean {
    return (this.livingIn(rowOf(number)) & laneBit(number)) !== 0;
  }

  /** The lanes of a row whose numbers are somebody's now. */
  livingIn(row: number): number {
    return this.lanes[row] ?? 0;
  }

  /** How many people there are. */
  get living(): number {
    return this.count - this.free.length;
  }

  /** Somebody's number; −1 when nobody has that id. @param profileId a UUID */
  find(profileId: string): number {
    return this.findWords(this.wordsOf(profileId), 0);
  }

  /** The same by the four words of the id, which begin in `words` at `from`. */
  findWords(words: Uint32Array, from: number): number {
    return this.table[this.placeOf(words, from)] ?? -1;
  }

  /** Somebody's number, new if need be. */
  add(profileId: string): number {
    return this.addWords(this.wordsOf(profileId), 0);
  }

  /** The same by the four words of the id, which begin in `words` at `from`. */
  addWords(words: Uint32Array, from: number): number {
    const place = this.placeOf(words, from);
    const known = this.table[place] ?? -1;
    if (known >= 0) return known;
    const number = this.free.pop() ?? this.count++;
    if ((number + 1) * idWords > this.ids.length) {
      const more = new Uint32Array(this.ids.length * 2);
      more.set(this.ids);
      this.ids = more;
    }
    for (let word = 0; word < idWords; word++) this.ids[number * idWords + word] = words[from + word] ?? 0;
    this.setLiving(number, true);
    this.table[place] = number;
    if ((this.count + this.gone) * 2 > this.table.length) this.rehash();
    return number;
  }

  /** Forgets somebody. Returns the number they had; −1 when nobody has that id. */
  remove(profileId: string): number {
    const place = this.placeOf(this.wordsOf(profileId), 0);
    const number = this.table[place] ?? -1;
    if (number < 0) return -1;
    this.table[place] = removed;
    this.gone++;
    this.setLiving(number, false);
    this.ids.fill(0, number * idWords, (number + 1) * idWords);
    this.free.push(number);
    return number;
  }

  /** The four words of a number's id, as they stand: copy them. */
  wordsAt(number: number): Uint32Array {
    return this.ids.subarray(number * idWords, (number + 1) * idWords);
  }

  /** The profile id of a number. */
  idOf(number: number): string {
    const at = number * idWords;
    const [first, second, third, last] = [hex(this.ids[at]), hex(this.ids[at + 1]), hex(this.ids[at + 2]), hex(this.ids[at + 3])]; // prettier-ignore
    return `${first}-${second.slice(0, 4)}-${second.slice(4)}-${third.slice(0, 4)}-${third.slice(4)}${last}`;
  }

  private setLiving(number: number, isLiving: boolean): void {
    const row = rowOf(number);
    if (row >= this.lanes.length) {
      const more = new Int32Array(this.lanes.length * 2);
      more.set(this.lanes);
      this.lanes = more;
    }
    const others = this.livingIn(row) & ~laneBit(number);
    this.lanes[row] = isLiving ? others | laneBit(number) : others;
  }

  /** Where an id stands, or would. */
  private placeOf(words: Uint32Array, from: number): number {
    const last = this.table.length - 1;
    let place = hash(words, from) & last;
    let vacant = -1;
    for (;;) {
      const number = this.table[place] ?? -1;
      if (number === -1) return vacant === -1 ? place : vacant;
      if (number === removed) vacant = vacant === -1 ? place : vacant;
      else if (this.isAt(number, words, from)) return place;
      place = (place + 1) & last;
    }
  }

  private isAt(number: number, words: Uint32Array, from: number): boolean {
    const at = number * idWords;
    for (let word = 0; word < idWords; word++) if (this.ids[at + word] !== words[from + word]) return false;
    return true;
  }

  private rehash(): void {
    const numbers = this.table.filter((number) => number >= 0);
    const room = numbers.length * 4 > this.table.length ? this.table.length * 2 : this.table.length;
    this.table = new Int32Array(room).fill(-1);
    this.gone = 0;
    const last = room - 1;
    for (const number of numbers) {
      let place = hash(this.ids, number * idWords) & last;
      while (this.table[place] !== -1) place = (place + 1) & last;
      this.table[place] = number;
    }
  }

  private wordsOf(uuid: string): Uint32Array {
    const digits = uuid.replaceAll('-', '');
    for (let word = 0; word < idWords; word++)
      this.asked[word] = Number.parseInt(digits.slice(word * 8, word * 8 + 8), 16);
    return this.asked;
  }
}

/** A place whose person is gone: what stands behind it must still be found. */
const removed = -2;

function hex(word = 0): string {
  return word.toString(16).padStart(8, '0');
}

/** Most ids are random, some count up: the last bits are mixed with the rest. */
function hash(words: Uint32Array, from: number): number {
  let mixed = 0;
  for (let word = from; word < from + idWords; word++) mixed = mix(mixed, words[word] ?? 0);
  return mixed >>> 0;
}

function mix(mixed: number, word: number): number {
  return Math.imul(mixed ^ word, 0x9e3779b1) ^ (mixed >>> 15);
}
