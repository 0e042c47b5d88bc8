import { isObject, silence, translated, type Needs, type Reading } from './reading.js';

/** The keys of Google's consent mode, version 2. */
const keys = [
  'ad_storage',
  'analytics_storage',
  'ad_user_data',
  'ad_personalization',
  'personalization_storage',
] as const;
type Key = (typeof keys)[number];

const needs: Needs<Key> = {
  ANALYTICS: ['analytics_storage'],
  PERSONALISATION: ['personalization_storage'],
  ADS: ['ad_storage', 'ad_personalization'],
  AUDIENCE_EXPORT: ['ad_user_data', 'ad_personalization'],
};

/** The Measurement Protocol knows only what concerns advertising. */
const ga4Needs: Needs<Key> = {
  ADS: ['ad_personalization'],
  AUDIENCE_EXPORT: ['ad_user_data', 'ad_personalization'],
};

/** Google consent mode's keys, `granted` or `denied` in any case, wherever an object holds them. */
export function readGoogle(said: unknown, statedAt: number): Reading {
  return read(said, needs, 'GOOGLE', statedAt);
}

/** `consent` of a GA4 Measurement Protocol request. */
export function readGa4(said: unknown, statedAt: number): Reading {
  return read(said, ga4Needs, 'GA4', statedAt);
}

function read(said: unknown, wanted: Needs<Key>, source: 'GOOGLE' | 'GA4', statedAt: number): Reading {
  if (!isObject(said)) return silence;
  const given = keys.filter((key) => said[key] !== undefined && said[key] !== null);
  if (given.length === 0) return silence;
  const answers = new Map(given.map((key) => [key, answerIn(said[key])]));
  const statements = translated(wanted, (key) => answers.get(key), {
    source,
    statedAt,
    evidence: given.map((key) => `${key}=${wordFor(answers.get(key))}`).join(' '),
  });
  return [...answers.values()].includes(undefined) ? { statements, unread: 'GOOGLE_MALFORMED' } : { statements }; // prettier-ignore
}

function answerIn(value: unknown): boolean | undefined {
  const word = typeof value === 'string' ? value.trim().toLowerCase() : value;
  if (word === 'granted') return true;
  return word === 'denied' ? false : undefined;
}

function wordFor(answer: boolean | undefined): string {
  if (answer === undefined) return 'unreadable';
  return answer ? 'granted' : 'denied';
}
