import type { IdentityKind } from '../../models/profile/identity.entity.js';
import type { Rejection } from './events.errors.js';
import { kindNamed } from './other-ids.js';

/** An id of a person as it was written, of a kind it may be. */
export interface NamedId {
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Names beyond those of our own kinds: GA4's, the earlier id of an alias, which may be either, and what a car calls itself. */
const alsoCalled = new Map<string, readonly IdentityKind[]>([
  ['clientid', ['anonymousId']],
  ['appinstanceid', ['anonymousId']],
  ['previousid', ['anonymousId', 'userId']],
  ['vin', ['ownedVin']],
]);
/** A name and its value in text that would be JSON, were it whole. */
const pair = /"([\w. -]{1,40})"\s*:\s*(?:"([^"\\]*)"|(-?\d+))/g;

/**
 * Whom something names that was not understood: every id in it that stands under a name senders give to ids, at whatever
 * depth, and those that were understood. Total: of what makes no sense nothing is made.
 */
export function idsNamedIn({ payload, reported }: Pick<Rejection, 'payload' | 'reported'>): NamedId[] {
  const found = new Map<string, NamedId>();
  for (const [name, value] of [...pairsIn(payload), ...pairsIn(reported)])
    for (const kind of kindsNamed(name)) found.set(`${kind}:${value}`, { kind, value });
  for (const { kind, value } of reported?.otherIds ?? []) found.set(`${kind}:${value}`, { kind, value });
  return [...found.values()];
}

function kindsNamed(name: string): readonly IdentityKind[] {
  const kind = kindNamed(name);
  return kind ? [kind] : (alsoCalled.get(name.toLowerCase().replaceAll(/[\s_-]/g, '')) ?? []);
}

function* pairsIn(said: unknown): Generator<readonly [string, string]> {
  if (typeof said === 'string') yield* pairsInText(said);
  if (typeof said !== 'object' || said === null) return;
  if (Array.isArray(said)) {
    for (const item of said) if (typeof item === 'object') yield* pairsIn(item);
    return;
  }
  yield* externalId(said);
  for (const [name, value] of Object.entries(said)) {
    if (typeof value === 'string' || typeof value === 'number') yield [name, String(value)];
    else yield* pairsIn(value);
  }
}

function* pairsInText(text: string): Generator<readonly [string, string]> {
  for (const [, name = '', written, number = ''] of text.matchAll(pair)) yield [name, written ?? number];
}

/** Segment's way of writing an id in `context.externalIds`: its kind is a value too. */
function* externalId(said: object): Generator<readonly [string, string]> {
  if (!('id' in said) || !('type' in said) || typeof said.type !== 'string') return;
  if (typeof said.id === 'string' || typeof said.id === 'number') yield [said.type, String(said.id)];
}
