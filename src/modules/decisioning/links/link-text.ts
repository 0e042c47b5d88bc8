import { createCipheriv, createDecipheriv, createHmac, createSecretKey, randomBytes, type KeyObject } from 'node:crypto'; // prettier-ignore
import { tokenKey, verifyToken, type TrackedOffer } from '../tracking-token.js';
import type { ViewerName } from '../viewer-name.js';

/** What a link of ours holds: the offer it stands beside, and for whom that was chosen. */
export interface LinkedOffer {
  readonly trackingToken: string;
  readonly offer: TrackedOffer;
  readonly viewer: ViewerName;
}

/** The keys of links, each derived from the installation's secret for one purpose. */
export interface LinkKeys {
  readonly token: KeyObject;
  readonly viewer: KeyObject;
}

const algorithm = 'aes-256-gcm';
const [nonceBytes, tagBytes] = [12, 16];
/** Ids of people are shorter by far; a link must fit into an address. */
const longestNameBytes = 400;
/** The longest text we would write: a token, a dot and a sealed name. */
const longestLink = 1_000;

/** The keys of an installation. */
export function linkKeys(secret: string): LinkKeys {
  const viewer = createHmac('sha256', secret).update('carousel viewer of a link').digest();
  return { token: tokenKey(secret), viewer: createSecretKey(viewer) };
}

type OfDecision = Pick<TrackedOffer, 'tenantId' | 'decisionId'>;

/**
 * The viewer's name (the signed-in person's before the browser's), sealed for one decision: links are forwarded, logged
 * by mail servers and kept, so nobody but us may read whose they are. Null where the name is too long for a link.
 */
export function sealViewer(
  keys: LinkKeys,
  decision: OfDecision,
  { userId, anonymousId }: ViewerName,
): string | null {
  const name = userId ? `u${userId}` : `a${anonymousId ?? ''}`;
  if (Buffer.byteLength(name) > longestNameBytes) return null;
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, keys.viewer, nonce, { authTagLength: tagBytes });
  cipher.setAAD(Buffer.from(`${decision.tenantId} ${decision.decisionId}`));
  return Buffer.concat([nonce, cipher.update(name), cipher.final(), cipher.getAuthTag()]).toString(
    'base64url',
  );
}

/** A link's text, as it stands in an address: the tracking token, a dot, and the sealed viewer. */
export function writeLink(trackingToken: string, sealed: string): string {
  return `${trackingToken}.${sealed}`;
}

/** What a link holds, or null for anything that we did not write, down to the last bit. */
export function readLink(keys: LinkKeys, text: string): LinkedOffer | null {
  const [token = '', sealed = '', ...more] = text.length > longestLink ? [] : text.split('.');
  const offer = more.length === 0 ? verifyToken(keys.token, token) : null;
  const name = offer && openViewer(keys, offer, sealed);
  if (!offer || !name) return null;
  return {
    trackingToken: token,
    offer,
    viewer: name.startsWith('u') ? { userId: name.slice(1) } : { anonymousId: name.slice(1) },
  };
}

function openViewer(keys: LinkKeys, { tenantId, decisionId }: OfDecision, sealed: string): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  if (bytes.length < nonceBytes + tagBytes || bytes.toString('base64url') !== sealed) return null;
  const decipher = createDecipheriv(algorithm, keys.viewer, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes }); // prettier-ignore
  decipher.setAAD(Buffer.from(`${tenantId} ${decisionId}`));
  decipher.setAuthTag(bytes.subarray(-tagBytes));
  try {
    return Buffer.concat([
      decipher.update(bytes.subarray(nonceBytes, -tagBytes)),
      decipher.final(),
    ]).toString();
  } catch {
    return null; // sealed for another decision, or not by us
  }
}
