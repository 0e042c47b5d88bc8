/** Bytes mixed and compared at once. */
const wordBytes = 4;
/** Texts that are remembered, and words of all of them (256 MB): rows by the million say few different things. */
const most = { texts: 2 ** 23, words: 2 ** 26 };
/** Room that there is at first: many are of a tenant with few events. */
const firstRoom = 64;

/**
 * A number for each distinct stretch of bytes, counted from 0: an open hash table, so that nothing is made for a text that is known.
 * Of bytes by the million a Map would want a string each.
 */
export class ByteTexts {
  /** The texts one behind the other, in words; the last of each is filled up with zeros. */
  private words = new Int32Array(firstRoom * 16);
  /** By number: where its words begin (at the number after it: where they end), and how many bytes it has. */
  private starts = new Uint32Array(firstRoom + 1);
  private lengths = new Uint32Array(firstRoom);
  private table = new Int32Array(firstRoom * 4).fill(-1);
  private count = 0;
  /** The text asked about, in words. */
  private asked = new Int32Array(64);

  constructor(private readonly mostTexts = most.texts) {}

  /** The number of the bytes from `from` to before `to`; −1 when they are new and as many are remembered as can be. */
  of(bytes: DataView, from: number, to: number): number {
    const mixed = this.read(bytes, from, to);
    const last = this.table.length - 1;
    let place = mixed & last;
    for (;;) {
      const number = this.table[place] ?? -1;
      if (number === -1) return this.remember(place, to - from);
      if (this.isAsked(number, to - from)) return number;
      place = (place + 1) & last;
    }
  }

  /** Takes the words of the text asked about, and mixes them. */
  private read(bytes: DataView, from: number, to: number): number {
    const count = wordsFor(to - from);
    if (count > this.asked.length) this.asked = new Int32Array(count * 2);
    const { asked } = this;
    let mixed = to - from;
    let at = from;
    for (let word = 0; at < to; word++, at += wordBytes) {
      const value = at + wordBytes <= to ? bytes.getInt32(at) : rest(bytes, at, to);
      asked[word] = value;
      mixed = mix(mixed, value);
    }
    return mixed ^ (mixed >>> 15);
  }

  private isAsked(number: number, length: number): boolean {
    if (this.lengths[number] !== length) return false;
    const begin = this.starts[number] ?? 0;
    for (let word = wordsFor(length) - 1; word >= 0; word--)
      if (this.words[begin + word] !== this.asked[word]) return false;
    return true;
  }

  private remember(place: number, length: number): number {
    const begin = this.starts[this.count] ?? 0;
    const end = begin + wordsFor(length);
    if (this.count >= this.mostTexts || end > most.words) return -1;
    if (end > this.words.length) this.words = grown(this.words, new Int32Array(end * 2));
    this.words.set(this.asked.subarray(0, end - begin), begin);
    if (this.count === this.lengths.length) {
      this.lengths = grown(this.lengths, new Uint32Array(this.count * 2));
      this.starts = grown(this.starts, new Uint32Array(this.count * 2 + 1));
    }
    this.lengths[this.count] = length;
    this.starts[this.count + 1] = end;
    this.table[place] = this.count++;
    if (this.count * 2 > this.table.length) this.rehash();
    return this.count - 1;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const last = this.table.length - 1;
    for (let number = 0; number < this.count; number++) {
      let place = this.mixedOf(number) & last;
      while (this.table[place] !== -1) place = (place + 1) & last;
      this.table[place] = number;
    }
  }

  /** The same as `read` of its bytes. */
  private mixedOf(number: number): number {
    let mixed = this.lengths[number] ?? 0;
    const end = this.starts[number + 1] ?? 0;
    for (let word = this.starts[number] ?? 0; word < end; word++) mixed = mix(mixed, this.words[word] ?? 0);
    return mixed ^ (mixed >>> 15);
  }
}

function wordsFor(length: number): number {
  return Math.ceil(length / wordBytes);
}

/** The last word, of fewer bytes than one. */
function rest(bytes: DataView, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at++) value |= bytes.getUint8(at) << ((at - from) * 8);
  return value;
}

function mix(mixed: number, word: number): number {
  const next = Math.imul(mixed ^ word, 0x9e3779b1);
  return next ^ (next >>> 15);
}

function grown<T extends Int32Array | Uint32Array>(before: T, into: T): T {
  into.set(before);
  return into;
}
