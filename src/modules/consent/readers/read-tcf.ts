import { TCString } from '@iabtcf/core';
import { silence, translated, unread, type Needs, type Reading } from './reading.js';

/**
 * IAB's purposes behind ours: 1 keep something on the device; 2 basic ads; 3 and 4 make and use a profile for ads; 5 and
 * 6 make and use a profile for content; 8 measure content. In-car data it knows nothing of.
 */
const needs: Needs<number> = {
  ANALYTICS: [1, 8],
  PERSONALISATION: [1, 5, 6],
  ADS: [1, 2, 3, 4],
  AUDIENCE_EXPORT: [1, 3, 4],
};

/** From here on TCF 2.3 demands that a string names the vendors the banner showed. */
const disclosureDemandedFrom = Date.parse('2026-03-01T00:00:00Z');
/** A string that names every vendor there is takes some 2,000 characters. */
const longestString = 8_000;

/** What a string says, or why it says nothing. */
type Decoded = ReadonlySet<number> | 'TCF_MALFORMED' | 'TCF_UNDISCLOSED';

/**
 * A TC string, version 2: the purposes a person consented to in a banner of IAB's framework. Whatever is not one leads to
 * a reason, never to an exception.
 */
export function readTcf(text: unknown, statedAt: number): Reading {
  if (text === undefined || text === null || text === '') return silence;
  if (typeof text !== 'string' || text.length > longestString) return unread('TCF_MALFORMED');
  const granted = decodedOnce(text);
  if (typeof granted === 'string') return unread(granted);
  const about = { source: 'TCF', statedAt, evidence: text } as const;
  return { statements: translated(needs, (id) => granted.has(id), about) };
}

/** Strings met lately: a person sends theirs with every event, and decoding one takes half a millisecond. */
const met = new Map<string, Decoded>();
const mostMet = 2_000;

function decodedOnce(text: string): Decoded {
  const known = met.get(text);
  if (known !== undefined) return known;
  const decoded = decode(text);
  if (met.size >= mostMet) met.clear();
  met.set(text, decoded);
  return decoded;
}

function decode(text: string): Decoded {
  try {
    const model = TCString.decode(text);
    if (model.version !== 2) return 'TCF_MALFORMED';
    const isDisclosed = model.vendorsDisclosed.size > 0 || model.created.getTime() < disclosureDemandedFrom;
    if (!isDisclosed) return 'TCF_UNDISCLOSED';
    return new Set(idsOf(model.purposeConsents));
  } catch {
    return 'TCF_MALFORMED';
  }
}

function idsOf(vector: Iterable<[number, boolean]>): number[] {
  return [...vector].flatMap(([id, isGranted]) => (isGranted ? id : []));
}
