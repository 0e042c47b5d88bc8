import { createHmac } from 'node:crypto';

const secretPrefix = 'whsec_';

/** What a webhook is signed over. */
export interface SignedContent {
  readonly id: string;
  /** Seconds since the epoch. */
  readonly sentAt: number;
  /** As it is sent, to the byte. */
  readonly body: string;
}

/** A secret as receivers' libraries take it, out of some bytes of chance. */
export function secretOf(bytes: Buffer): string {
  return `${secretPrefix}${bytes.toString('base64')}`;
}

/** The headers of a webhook by Standard Webhooks: its id, when it was sent, and a signature under each secret that counts. */
export function signedHeaders(content: SignedContent, secrets: readonly string[]): Record<string, string> {
  return {
    'webhook-id': content.id,
    'webhook-timestamp': String(content.sentAt),
    'webhook-signature': secrets.map((secret) => signature(content, secret)).join(' '),
  };
}

/** HMAC-SHA256 over id, time and body. */
function signature({ id, sentAt, body }: SignedContent, secret: string): string {
  const key = Buffer.from(secret.slice(secretPrefix.length), 'base64');
  return `v1,${createHmac('sha256', key).update(`${id}.${sentAt}.${body}`).digest('base64')}`;
}
