import { Transform, type TransformCallback } from 'node:stream';

/** How the letters of a file are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/**
 * How a file that begins with these bytes writes its letters: as its byte-order mark says; without one UTF-8, unless the bytes
 * are none, as spreadsheets in western Europe write them.
 */
export function encodingOf(head: Buffer): Encoding {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  try {
    // As a stream: the last letter may be cut where the head ends.
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return 'windows-1252';
  }
}

/** Turns bytes of an encoding into UTF-8, without a byte-order mark. Bytes that mean no letter become U+FFFD. */
export class ToUtf8 extends Transform {
  private readonly decoder: TextDecoder;

  constructor(encoding: Encoding) {
    super();
    this.decoder = new TextDecoder(encoding);
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    done(null, Buffer.from(this.decoder.decode(chunk, { stream: true })));
  }

  override _flush(done: TransformCallback): void {
    done(null, Buffer.from(this.decoder.decode()));
  }
}
