import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../app-error.js';

/** Longest file that may be uploaded, as it is sent. */
export const longestUploadBytes = 256 * 1_048_576;
/** They lie on this machine's disk while they are read. */
const mostAtOnce = 4;
let inHand = 0;

/** Lets through what may be stored and swallows the rest: who sends too much reads the answer, not a broken connection. */
class Bounded extends Transform {
  bytes = 0;

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.bytes += chunk.length;
    if (this.bytes <= longestUploadBytes) done(null, chunk);
    else done();
  }
}

/**
 * Stores what is uploaded for as long as somebody works with it.
 * @throws AppError BODY_TOO_LARGE, BUSY; and whatever `work` throws
 */
export async function withUpload<T>(bytes: Readable, work: (path: string) => Promise<T>): Promise<T> {
  if (inHand >= mostAtOnce)
    throw new AppError('BUSY', 'unavailable', `${mostAtOnce} files are being read; send this one again in a minute.`); // prettier-ignore
  inHand++;
  const folder = await mkdtemp(join(tmpdir(), 'carousel-upload-'));
  try {
    const bounded = new Bounded();
    const path = join(folder, 'file');
    await pipeline(bytes, bounded, createWriteStream(path, { mode: 0o600 }));
    if (bounded.bytes > longestUploadBytes)
      throw new AppError('BODY_TOO_LARGE', 'invalid', `The file is longer than ${longestUploadBytes / 1_048_576} MB; send it zipped, or in parts.`); // prettier-ignore
    return await work(path);
  } finally {
    inHand--;
    await rm(folder, { recursive: true, force: true });
  }
}
