import { closeSync, openSync, writeSync } from 'node:fs';

const headerBytes = 128;

/**
 * Writes float32 rows as a NumPy `.npy` file, as they come: the number of rows is put into the header at the end, so
 * that nothing is ever held.
 */
export class NpyWriter {
  private readonly file: number;
  private readonly width: number;
  private floats = 0;

  constructor(
    path: string,
    /** Shape of one row: `[]` for a plain column. */
    private readonly rowShape: readonly number[],
  ) {
    this.width = rowShape.reduce((size, dim) => size * dim, 1);
    this.file = openSync(path, 'w');
    writeSync(this.file, Buffer.alloc(headerBytes));
  }

  /** Many rows at once: each call is a write to the file. */
  append({ buffer, byteOffset, byteLength, length }: Float32Array): void {
    const bytes = Buffer.from(buffer, byteOffset, byteLength);
    for (let written = 0; written < byteLength;) written += writeSync(this.file, bytes, written);
    this.floats += length;
  }

  /** Writes the header; answers the number of rows. */
  close(): number {
    const rows = this.floats / this.width;
    const shape = [rows, ...this.rowShape].join(', ');
    const text = `{'descr': '<f4', 'fortran_order': False, 'shape': (${shape}${this.rowShape.length === 0 ? ',' : ''}), }`;
    const header = Buffer.alloc(headerBytes, ' ');
    header.write('\x93NUMPY\x01\x00', 'latin1');
    header.writeUInt16LE(headerBytes - 10, 8);
    header.write(text, 10, 'latin1');
    header.write('\n', headerBytes - 1);
    writeSync(this.file, header, 0, headerBytes, 0);
    closeSync(this.file);
    return rows;
  }
}
