/** Most entries a column begins with room for. */
const firstRoom = 256;

/** Texts by place, each distinct one once; compared without case, shown as first met. */
export class TextColumn {
  /** By place: which of `values`. */
  codes = new Int32Array(firstRoom);
  readonly values: string[] = [];
  private readonly numbers = new Map<string, number>();

  set(place: number, value: string): void {
    if (place >= this.codes.length) this.codes = grown(this.codes, new Int32Array(this.codes.length * 2));
    let code = this.codeOf(value);
    if (code === undefined) {
      code = this.values.push(value) - 1;
      this.numbers.set(value.toLowerCase(), code);
    }
    this.codes[place] = code;
  }

  /** Undefined: nothing is called so. */
  codeOf(value: string): number | undefined {
    return this.numbers.get(value.toLowerCase());
  }

  at(place: number): number {
    return this.codes[place] ?? 0;
  }
}

/** Numbers by place. */
export class NumberColumn {
  private numbers = new Float64Array(firstRoom);

  set(place: number, value: number): void {
    if (place >= this.numbers.length)
      this.numbers = grown(this.numbers, new Float64Array(this.numbers.length * 2));
    this.numbers[place] = value;
  }

  at(place: number): number {
    return this.numbers[place] ?? 0;
  }
}

function grown<A extends Int32Array | Float64Array>(before: A, room: A): A {
  room.set(before);
  return room;
}
