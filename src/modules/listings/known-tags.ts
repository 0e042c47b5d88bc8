import { createHash } from 'node:crypto';
import { setImmediate as turn } from 'node:timers/promises';

/** Lists whose tag is remembered. */
const mostKnown = 500;
/** Characters of a list that are kept from reckoning its tag until it is sent: about fifty thousand cars. A longer one is written twice. */
const mostKept = 16_000_000;

/** The tag of a list; its text too where it was just written down for it, and is short enough to be kept so long. */
export interface TaggedText {
  readonly tag: string;
  readonly pieces: readonly string[] | null;
}

/** What a list is made of, and in which state that was. */
export interface TagKey {
  /** Which list: tenant, format, shape and link. */
  readonly list: string;
  /** Moves with every change of what it is made of. */
  readonly state: string;
}

/**
 * Tags of lists (RFC 9110, `ETag`): the digest of their text, so every process has the same. It is reckoned once for each state of
 * what a list is made of, also where several ask at once, and remembered.
 */
export class KnownTags {
  private readonly known = new Map<string, { readonly state: string; readonly tag: string }>();
  private readonly inHand = new Map<string, Promise<TaggedText>>();

  /** @param most characters of a text that are kept until it is sent */
  constructor(private readonly most = mostKept) {}

  /** @param text writes the list down; it is read to its end only where the tag is not known, and others get their turn meanwhile */
  async of({ list, state }: TagKey, text: () => Iterable<string>): Promise<TaggedText> {
    const known = this.known.get(list);
    if (known?.state === state) return { tag: known.tag, pieces: null };
    const key = JSON.stringify([list, state]);
    const begun = this.inHand.get(key);
    if (begun) return begun;
    const reckoned = this.reckon({ list, state }, text).finally(() => this.inHand.delete(key));
    this.inHand.set(key, reckoned);
    return reckoned;
  }

  private async reckon({ list, state }: TagKey, text: () => Iterable<string>): Promise<TaggedText> {
    const digest = createHash('sha256');
    const pieces: string[] = [];
    let length = 0;
    for (const piece of text()) {
      digest.update(piece);
      length += piece.length;
      if (length <= this.most) pieces.push(piece);
      else pieces.length = 0;
      await turn();
    }
    const tag = `"${digest.digest('base64url')}"`;
    this.known.delete(list);
    this.known.set(list, { state, tag });
    const [oldest] = this.known.keys();
    if (this.known.size > mostKnown && oldest !== undefined) this.known.delete(oldest);
    return { tag, pieces: length <= this.most ? pieces : null };
  }
}

/** Whether somebody has the list of this tag already, by the `If-None-Match` they sent. */
export function isKnownTo(ifNoneMatch: string | undefined, tag: string): boolean {
  const tags = (ifNoneMatch ?? '').split(',').map((each) => each.trim().replace(/^W\//, ''));
  return tags.includes(tag) || tags.includes('*');
}
