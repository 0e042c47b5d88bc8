import { Transform, type TransformCallback } from 'node:stream';

/** A file may inflate to this much whatever it was: so much no check of its ratio would tell from a good one. */
const alwaysAllowedBytes = 64 * 1_048_576;
/** Tables shrink to a tenth, repetitive ones to a hundredth; what inflates to more was made to fill a memory or a disk. */
const mostTimes = 250;
/** No stock and no list is as long. */
const mostBytes = 4 * 1_073_741_824;

/** Has a file that was read to `packed` bytes inflated to more than a table can? */
export function inflatesTooFar(packed: number, inflated: number): boolean {
  return inflated > mostBytes || (inflated > alwaysAllowedBytes && inflated > mostTimes * packed);
}

/** Lets bytes through until they are too many for what they were packed in; then it fails, and with it whoever reads. */
export class InflationBound extends Transform {
  /** How many bytes were let through. */
  passed = 0;

  /** @param packed how many packed bytes were read so far */
  constructor(private readonly packed: () => number) {
    super();
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.passed += chunk.length;
    if (inflatesTooFar(this.packed(), this.passed))
      done(new Error('it inflates to far more than a table of its size would')); // prettier-ignore
    else done(null, chunk);
  }
}
