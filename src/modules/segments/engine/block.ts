/** Events that are copied one by one. */
const short = 64;

/** A part of the columns: room for so many events, and how much of it is taken. */
export class Block {
  /** When: milliseconds since the epoch. */
  readonly at: Float64Array;
  /** What: numbers of `Kinds`. */
  readonly kind: Uint32Array;
  /** Behind this nothing stands yet. */
  end = 0;
  /** Before it: room that is somebody's; the rest are holes. */
  living = 0;

  constructor(readonly size: number) {
    this.at = new Float64Array(size);
    this.kind = new Uint32Array(size);
  }

  hasRoom(room: number): boolean {
    return this.end + room <= this.size;
  }

  /** Gives so much room away. Returns where it begins. */
  take(room: number): number {
    const place = this.end;
    this.end += room;
    this.living += room;
    return place;
  }

  /** Takes up events of a block, or moves its own. */
  copy({ at, kind }: Block, begin: number, length: number, to: number): void {
    // Most histories are short: two views for one cost more than what they copy.
    if (length <= short) {
      for (let n = 0; n < length; n++) {
        this.at[to + n] = at[begin + n] ?? 0;
        this.kind[to + n] = kind[begin + n] ?? 0;
      }
      return;
    }
    this.at.set(at.subarray(begin, begin + length), to);
    this.kind.set(kind.subarray(begin, begin + length), to);
  }

  /**
   * Puts an event into a stretch of so many, after all that happened no later. Returns whether others happened at the same
   * instant.
   */
  insert(begin: number, length: number, at: number, kind: number): boolean {
    let place = begin + length;
    for (; place > begin && (this.at[place - 1] ?? 0) > at; place--) {
      this.at[place] = this.at[place - 1] ?? 0;
      this.kind[place] = this.kind[place - 1] ?? 0;
    }
    this.at[place] = at;
    this.kind[place] = kind;
    return place > begin && this.at[place - 1] === at;
  }

  /** The same with room for so many. */
  larger(size: number): Block {
    const block = new Block(size);
    block.copy(this, 0, this.end, 0);
    block.end = this.end;
    block.living = this.living;
    return block;
  }
}
