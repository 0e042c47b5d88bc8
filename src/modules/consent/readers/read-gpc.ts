import type { Purpose } from '../../../models/consent/purpose.js';
import { silence, type Reading } from './reading.js';

/**
 * Global Privacy Control: a browser that asks not to be sold. There is one value, on; its absence says nothing. Which
 * purposes it denies is the tenant's policy, by default advertising and the export of audiences.
 */
export function readGpc(signal: unknown, denies: readonly Purpose[], statedAt: number): Reading {
  const isOn = signal === true || signal === 1 || signal === '1';
  if (!isOn) return silence;
  const about = { state: 'DENIED', source: 'GPC', statedAt, evidence: 'Sec-GPC: 1' } as const;
  return { statements: denies.map((purpose) => ({ purpose, ...about })) };
}
