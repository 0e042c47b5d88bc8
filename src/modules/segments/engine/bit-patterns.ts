/** Patterns of bits, each once, numbered as they are first met: an open hash table over their own words. */
export class BitPatterns {
  private table = new Int32Array(1_024).fill(-1);
  /** The words of each, one pattern after another. */
  private patterns: Int32Array;
  private count = 0;

  /** @param words of 32 bits in a pattern */
  constructor(readonly words: number) {
    this.patterns = new Int32Array(64 * words);
  }

  get size(): number {
    return this.count;
  }

  /** The number of the pattern that stands in `bits` from `from` on. A new one has the number that `size` was. */
  of(bits: Int32Array, from = 0): number {
    const { words, patterns, table } = this;
    const last = table.length - 1;
    let place = this.hash(bits, from) & last;
    for (;;) {
      const pattern = table[place] ?? -1;
      if (pattern === -1) return this.learn(bits, from, place);
      let word = 0;
      while (word < words && patterns[pattern * words + word] === bits[from + word]) word++;
      if (word === words) return pattern;
      place = (place + 1) & last;
    }
  }

  /** Whether a pattern has a bit. */
  has(pattern: number, bit: number): boolean {
    return ((this.patterns[pattern * this.words + (bit >> 5)] ?? 0) & (1 << (bit & 31))) !== 0;
  }

  private learn(bits: Int32Array, from: number, place: number): number {
    const pattern = this.count++;
    if ((pattern + 1) * this.words > this.patterns.length) {
      const more = new Int32Array(this.patterns.length * 2);
      more.set(this.patterns);
      this.patterns = more;
    }
    this.patterns.set(bits.subarray(from, from + this.words), pattern * this.words);
    this.table[place] = pattern;
    if (this.count * 2 > this.table.length) this.rehash();
    return pattern;
  }

  private rehash(): void {
    this.table = new Int32Array(this.table.length * 2).fill(-1);
    const last = this.table.length - 1;
    for (let pattern = 0; pattern < this.count; pattern++) {
      let place = this.hash(this.patterns, pattern * this.words) & last;
      while (this.table[place] !== -1) place = (place + 1) & last;
      this.table[place] = pattern;
    }
  }

  /** Mixes all bits of all words (the finalizer of MurmurHash3, word by word). */
  private hash(bits: Int32Array, from: number): number {
    let mixed = 0;
    for (let word = 0; word < this.words; word++) {
      mixed = Math.imul(mixed ^ (bits[from + word] ?? 0), 0x85ebca6b);
      mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
      mixed ^= mixed >>> 16;
    }
    return mixed >>> 0;
  }
}
