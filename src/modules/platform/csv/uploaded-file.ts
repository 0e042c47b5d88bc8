import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Transform, type Readable, type TransformCallback } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '../app-error.js';
import { Turns } from './turns.js';

/** Longest file that may be uploaded, as it is sent. */
export const longestUploadBytes = 256 * 1_048_576;

/** How long an upload is waited for, in milliseconds. */
export interface Patience {
  /** From one piece to the next. */
  readonly silenceMs: number;
  /** From its beginning to its end. */
  readonly arrivalMs: number;
}
const usualPatience: Patience = { silenceMs: 30_000, arrivalMs: 15 * 60_000 };

/** Files lie on this machine's disk from their first byte until they are read; nobody alone can take all places. */
const places = new Turns({ most: 24, mostOfOne: 3 });
/** Only what has arrived takes a turn to be read: a slow sender keeps nobody from it. */
const readings = new Turns({ most: 4, mostOfOne: 3 });

/** Lets through what may be stored and swallows the rest: who sends too much reads the answer, not a broken connection. */
class Bounded extends Transform {
  bytes = 0;
  private readonly silence: NodeJS.Timeout;

  constructor(
    private readonly stalled: () => void,
    silenceMs: number,
  ) {
    super();
    this.silence = setTimeout(this.stalled, silenceMs);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.silence.refresh();
    this.bytes += chunk.length;
    if (this.bytes <= longestUploadBytes) done(null, chunk);
    else done();
  }

  override _destroy(fault: Error | null, done: (fault: Error | null) => void): void {
    clearTimeout(this.silence);
    done(fault);
  }
}

/**
 * Stores what is uploaded for as long as somebody works with it: received first, then read in its turn.
 * @param owner whose upload it is; of one owner three are in hand at most
 * @throws AppError BODY_TOO_LARGE, BUSY, UPLOAD_STALLED; and whatever `work` throws
 */
export async function withUpload<T>(
  { owner, bytes, patience = usualPatience }: { owner: string; bytes: Readable; patience?: Patience },
  work: (path: string) => Promise<T>,
): Promise<T> {
  const leave = places.tryTake(owner);
  if (!leave) throw new AppError('BUSY', 'unavailable', 'Too many files are on their way; send this one again in a minute.'); // prettier-ignore
  try {
    const folder = await mkdtemp(join(tmpdir(), 'carousel-upload-'));
    try {
      const path = join(folder, 'file');
      await receive(bytes, path, patience);
      const end = await readings.take(owner);
      try {
        return await work(path);
      } finally {
        end();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  } finally {
    leave();
  }
}

async function receive(bytes: Readable, path: string, { silenceMs, arrivalMs }: Patience): Promise<void> {
  const over = new AbortController();
  const stalled = () => over.abort();
  const bounded = new Bounded(stalled, silenceMs);
  const arrival = setTimeout(stalled, arrivalMs);
  try {
    await pipeline(bytes, bounded, createWriteStream(path, { mode: 0o600 }), { signal: over.signal });
  } catch (fault) {
    if (!over.signal.aborted) throw fault;
    throw new AppError('UPLOAD_STALLED', 'invalid', 'The file stopped arriving; send it again.');
  } finally {
    clearTimeout(arrival);
  }
  if (bounded.bytes > longestUploadBytes)
    throw new AppError('BODY_TOO_LARGE', 'invalid', `The file is longer than ${longestUploadBytes / 1_048_576} MB; send it zipped, or in parts.`); // prettier-ignore
}
