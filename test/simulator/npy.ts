import { closeSync, openSync, writeSync } from 'node:fs';

const headerBytes = 128;
const chunkFloats = 1 << 20;

/**
 * Writes float32 rows as a NumPy `.npy` file, as they come: the number of rows is put into the header at the end, so
 * that no more than a few megabytes are ever held.
 */
export class NpyWriter {
  private readonly file: number;
  private readonly chunk = new Float32Array(chunkFloats);
  private readonly width: number;
  private filled = 0;
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

  append(values: ArrayLike<number>): void {
    if (values.length > chunkFloats - this.filled) this.flush();
    this.chunk.set(values, this.filled);
    this.filled += values.length;
    this.floats += values.length;
  }

  /** Writes what is left and the header; answers the number of rows. */
  close(): number {
    this.flush();
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

  private flush(): void {
    writeSync(this.file, Buffer.from(this.chunk.buffer, 0, this.filled * 4));
    this.filled = 0;
  }
}
