import { createSecretKey, randomBytes, type KeyObject } from 'node:crypto';

/** The keys under which an installation keeps personal data. */
export interface DataKeys {
  /** Makes the hashes by which people are found. */
  readonly lookup: KeyObject;
  /** Opens what is sealed, by the key's id. */
  readonly sealing: ReadonlyMap<string, KeyObject>;
  /** Id of the key that seals what is written from now on: the first one named. */
  readonly current: string;
}

const keyBytes = 32;
const form = 'write lookup:<64 hex digits>,k1:<64 hex digits>, each from `openssl rand -hex 32`';

/** Reads `lookup:<hex>,k1:<hex>,…`; a text says what is wrong with it, and holds nothing of it but ids. */
export function readDataKeys(text: string): DataKeys | string {
  const keys = new Map<string, KeyObject>();
  const secrets = new Set<string>();
  for (const entry of text.split(',')) {
    const [, id, hex] = /^\s*([a-z][a-z0-9-]{0,15}):([0-9a-fA-F]{64})\s*$/.exec(entry) ?? [];
    if (id === undefined || hex === undefined) return `holds something else than keys: ${form}`;
    if (keys.has(id)) return `names ${id} twice: give each key an id of its own`;
    keys.set(id, createSecretKey(Buffer.from(hex, 'hex')));
    secrets.add(hex.toLowerCase());
  }
  if (secrets.size < keys.size) return 'gives one key two names: make each by itself';
  const lookup = keys.get('lookup');
  keys.delete('lookup');
  const [current] = keys.keys();
  if (!lookup) return `lacks the key lookup: ${form}`;
  if (current === undefined) return `lacks a key that seals: ${form}`;
  return { lookup, sealing: keys, current };
}

/** A fresh pair of keys, as `DATA_KEYS` takes them. */
export function newDataKeys(): string {
  const hex = () => randomBytes(keyBytes).toString('hex');
  return `lookup:${hex()},k1:${hex()}`;
}
