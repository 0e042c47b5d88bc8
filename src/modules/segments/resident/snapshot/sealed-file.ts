import { createCipheriv, createDecipheriv } from 'node:crypto';
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';

const algorithm = 'aes-256-gcm';
const lengthBytes = 4;
const tagBytes = 16;

/** A file, and how to open it. */
export interface SnapshotFile {
  /** By which the database knows it. */
  readonly id: string;
  readonly path: string;
  /** 32 bytes, for this file alone. */
  readonly key: Uint8Array;
  /** What it was made from and how: one that was made from something else does not open. */
  readonly about: string;
}

/** A file that is not whole, or not what was asked for. */
export class UnusableSnapshot extends Error {}

/**
 * A file of sealed parts (AES-256-GCM), one after another: the length, the part, its tag. The number of a part is in its nonce
 * and so is that it is the last, so none can be missing, added or moved. It has its name only once it is whole and on the disk.
 */
export class SealedFile {
  private count = 0;

  private constructor(
    private readonly file: SnapshotFile,
    private readonly handle: FileHandle,
  ) {}

  static async begin(file: SnapshotFile): Promise<SealedFile> {
    return new SealedFile(file, await open(unfinished(file), 'w', 0o600));
  }

  async add(part: Uint8Array): Promise<void> {
    await this.write(part, false);
  }

  async end(): Promise<void> {
    await this.write(new Uint8Array(0), true);
    await this.handle.sync();
    await this.handle.close();
    await rename(unfinished(this.file), this.file.path);
    const folder = await open(dirname(this.file.path));
    // Not every system lets a folder be written out; a name that is lost is a snapshot less.
    await folder.sync().catch(() => undefined);
    await folder.close();
  }

  /** Removes what there is. */
  async abandon(): Promise<void> {
    await this.handle.close().catch(() => undefined);
    await rm(unfinished(this.file), { force: true });
  }

  private async write(part: Uint8Array, isLast: boolean): Promise<void> {
    const { key, about } = this.file;
    const cipher = createCipheriv(algorithm, key, nonce(this.count++, isLast), { authTagLength: tagBytes });
    cipher.setAAD(Buffer.from(about));
    const length = Buffer.alloc(lengthBytes);
    length.writeUInt32LE(part.length);
    const sealed = cipher.update(part);
    cipher.final();
    for (const bytes of [length, sealed, cipher.getAuthTag()]) await this.handle.writeFile(bytes);
  }
}

/** The parts of a file in their order, each in a buffer of its own. @throws UnusableSnapshot, or what the system says */
export async function* partsOf({ path, key, about }: SnapshotFile): AsyncGenerator<Uint8Array<ArrayBuffer>> {
  const handle = await open(path);
  try {
    let left = (await handle.stat()).size;
    for (let count = 0; ; count++) {
      const length = (await exactly(handle, lengthBytes)).readUInt32LE();
      left -= lengthBytes + length + tagBytes;
      if (left < 0) throw new UnusableSnapshot('the file is cut off');
      const sealed = await exactly(handle, length + tagBytes);
      const isLast = left === 0;
      const decipher = createDecipheriv(algorithm, key, nonce(count, isLast), { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(about));
      decipher.setAuthTag(sealed.subarray(length));
      const part = new Uint8Array(length);
      part.set(decipher.update(sealed.subarray(0, length)));
      try {
        decipher.final();
      } catch {
        throw new UnusableSnapshot('the file does not open: it is not whole, or was made of something else');
      }
      if (isLast) return;
      yield part;
    }
  } finally {
    await handle.close();
  }
}

/** While it is being written it has another name. */
export function unfinished({ path }: SnapshotFile): string {
  return `${path}.part`;
}

async function exactly(handle: FileHandle, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let have = 0; have < length;) {
    const { bytesRead } = await handle.read(bytes, have, length - have, null);
    if (bytesRead === 0) throw new UnusableSnapshot('the file is cut off');
    have += bytesRead;
  }
  return bytes;
}

/** The key is of this file alone, so counting is enough. */
function nonce(count: number, isLast: boolean): Buffer {
  const bytes = Buffer.alloc(12);
  bytes.writeUInt32LE(count);
  bytes.writeUInt8(isLast ? 1 : 0, 4);
  return bytes;
}
