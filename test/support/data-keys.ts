import { readDataKeys } from '../../src/modules/platform/sealing/data-keys.js';
import { KeyRing } from '../../src/modules/platform/sealing/key-ring.js';

/** The `DATA_KEYS` of every test. */
export const testDataKeys = `lookup:${'0a'.repeat(32)},k1:${'1b'.repeat(32)}`;

/** A ring of these keys; without any, of those every test uses. */
export function testRing(dataKeys: string = testDataKeys): KeyRing {
  const keys = readDataKeys(dataKeys);
  if (typeof keys === 'string') throw new Error(keys);
  return new KeyRing(keys);
}
