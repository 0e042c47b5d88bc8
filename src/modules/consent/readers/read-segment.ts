import type { ConsentPolicy } from '../../../models/consent/consent-policy.js';
import type { Purpose } from '../../../models/consent/purpose.js';
import { isObject, silence, translated, unread, type Reading } from './reading.js';

/**
 * Segment's `context.consent.categoryPreferences`: which categories of the tenant's banner are ticked. As Segment has it,
 * a category not mentioned is not ticked, so an empty object denies every mapped purpose; a purpose that several
 * categories stand for needs them all.
 */
export function readSegment(
  preferences: unknown,
  categories: ConsentPolicy['categories'],
  statedAt: number,
): Reading {
  if (preferences === undefined || preferences === null) return silence;
  if (!isObject(preferences)) return unread('SEGMENT_MALFORMED');
  const named = Object.keys(preferences);
  const isMapped = named.length === 0 || named.some((category) => Object.hasOwn(categories, category));
  if (!isMapped) return unread('SEGMENT_UNMAPPED');
  // Only the banner's own categories: whatever else a sender put there is no evidence, and may be personal.
  const answers = Object.entries(preferences).filter(([category]) => Object.hasOwn(categories, category));
  const ticked = Object.fromEntries(answers.map(([category, answer]) => [category, answer === true]));
  const evidence = `categoryPreferences ${JSON.stringify(ticked)}`;
  const isTicked = (category: string) => preferences[category] === true;
  return {
    statements: translated(needsOf(categories), isTicked, { source: 'SEGMENT', statedAt, evidence }),
  };
}

/** Purpose by purpose, the categories that stand for it. */
function needsOf(categories: ConsentPolicy['categories']): Partial<Record<Purpose, string[]>> {
  const needs: Partial<Record<Purpose, string[]>> = {};
  for (const [category, served] of Object.entries(categories))
    for (const purpose of served) (needs[purpose] ??= []).push(category);
  return needs;
}
