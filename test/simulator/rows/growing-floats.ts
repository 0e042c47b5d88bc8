/** float32 numbers in one piece of memory that grows. */
export class GrowingFloats {
  private floats: Float32Array;
  private length = 0;

  /** @param expected about how many there will be; more cost a copy */
  constructor(expected: number) {
    this.floats = new Float32Array(expected);
  }

  push(value: number): void {
    if (this.length === this.floats.length) this.growTo(this.length + 1);
    this.floats[this.length++] = value;
  }

  append(values: ArrayLike<number>): void {
    this.growTo(this.length + values.length);
    this.floats.set(values, this.length);
    this.length += values.length;
  }

  /** All of them, in memory of just that size. */
  taken(): Float32Array {
    return this.floats.slice(0, this.length);
  }

  private growTo(length: number): void {
    if (length <= this.floats.length) return;
    const larger = new Float32Array(Math.max(length, 2 * this.floats.length));
    larger.set(this.floats);
    this.floats = larger;
  }
}
