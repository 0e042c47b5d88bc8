import { createCipheriv, createDecipheriv, createHmac, randomBytes, type KeyObject } from 'node:crypto';
import type { SealedColumn } from '../../../models/sealed-columns.js';
import type { DataKeys } from './data-keys.js';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

/** A sealed value that cannot be opened: another key's, another place's, or not what we wrote. Holds nothing of it. */
export class SealError extends Error {}

/**
 * Keeps personal data from whoever has only the database. What must be found is hashed with a key (HMAC-SHA256), what
 * must be read again is sealed (AES-256-GCM) for one column of one tenant: moved elsewhere, it does not open.
 */
export class KeyRing {
  constructor(private readonly keys: DataKeys) {}

  /** What every value sealed from now on begins with. */
  get currentPrefix(): string {
    return `${this.keys.current}:`;
  }

  /** 32 bytes by which the text is found again; they tell nothing of it to whoever lacks the key. */
  hash(text: string): Buffer {
    return createHmac('sha256', this.keys.lookup).update(text).digest();
  }

  /** The text as `<id of the key>:<nonce, ciphertext and tag in base64url>`: another one each time. */
  seal(place: SealedColumn, tenantId: string, text: string): string {
    const nonce = randomBytes(nonceBytes);
    const cipher = createCipheriv(algorithm, this.key(this.keys.current, place), nonce, { authTagLength: tagBytes }); // prettier-ignore
    cipher.setAAD(addressOf(place, tenantId));
    const parts = [nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()];
    return this.currentPrefix + Buffer.concat(parts).toString('base64url');
  }

  /** @throws SealError */
  open(place: SealedColumn, tenantId: string, sealed: string): string {
    const [id = '', encoded = ''] = sealed.split(':', 2);
    const key = this.key(id, place);
    const bytes = Buffer.from(encoded, 'base64url');
    if (bytes.length < nonceBytes + tagBytes) throw broken(place);
    const decipher = createDecipheriv(algorithm, key, bytes.subarray(0, nonceBytes), { authTagLength: tagBytes }); // prettier-ignore
    decipher.setAAD(addressOf(place, tenantId));
    decipher.setAuthTag(bytes.subarray(-tagBytes));
    try {
      const text = decipher.update(bytes.subarray(nonceBytes, -tagBytes));
      return Buffer.concat([text, decipher.final()]).toString('utf8');
    } catch {
      throw broken(place);
    }
  }

  /** The same value under the current key. */
  reseal(place: SealedColumn, tenantId: string, sealed: string): string {
    return this.seal(place, tenantId, this.open(place, tenantId, sealed));
  }

  private key(id: string, place: SealedColumn): KeyObject {
    const key = this.keys.sealing.get(id);
    if (key) return key;
    const named = /^[a-z][a-z0-9-]{0,15}$/.test(id)
      ? `the key ${id}, which DATA_KEYS does not name`
      : 'no key';
    throw new SealError(`A value in ${nameOf(place)} is sealed under ${named}.`);
  }
}

function broken(place: SealedColumn): SealError {
  return new SealError(`A value in ${nameOf(place)} does not open: its key has changed, or the value has.`);
}

function nameOf({ table, column }: SealedColumn): string {
  return `${table}.${column}`;
}

function addressOf(place: SealedColumn, tenantId: string): Buffer {
  return Buffer.from(`${nameOf(place)} ${tenantId}`);
}
