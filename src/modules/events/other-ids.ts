import type { Json, JsonObject } from '../../models/event/event-envelope.js';
import { sentKinds, type SentKind } from '../../models/profile/identity.entity.js';
import type { OtherId } from '../../models/profile/other-id.js';
import type { Traits } from '../../models/profile/profile-history.js';

/** Most further ids of one event. */
const mostIds = 10;
/**
 * Anybody can type an address, and a VIN stands behind the windscreen: that it is theirs must be said. Numbers come from the
 * sender's own files.
 */
const toBeVerified: readonly SentKind[] = ['email', 'phone', 'ownedVin'];
const kindOfName = new Map<string, SentKind>(sentKinds.map((kind) => [kind.toLowerCase(), kind]));
for (const name of ['ios.id', 'android.id', 'iosid', 'androidid']) kindOfName.set(name, 'deviceId');

/**
 * Further ids of a person, out of the traits of `identify` and Segment's `context.externalIds`; undefined where there are
 * none. E-mail, phone and the VIN of an owned car count as verified where the sender says so: `emailVerified: true` beside
 * the trait, or `verified: true` in the external id.
 */
export function otherIdsIn(traits: Traits | undefined, externalIds: Json | undefined): OtherId[] | undefined {
  if (traits === undefined && externalIds === undefined) return undefined;
  const found = [...inTraits(traits ?? {}), ...inExternalIds(externalIds)];
  return found.length === 0 ? undefined : found.slice(0, mostIds);
}

function inTraits(traits: Traits): OtherId[] {
  return Object.entries(traits).flatMap(([name, value]) => {
    const kind = kindNamed(name);
    if (kind === undefined || kind === 'userId' || kind === 'anonymousId') return [];
    const said = traits[`${name}Verified`] ?? traits[`${name}_verified`];
    return idOf(kind, value, said === true);
  });
}

function inExternalIds(externalIds: Json | undefined): OtherId[] {
  if (!isList(externalIds)) return [];
  return externalIds.slice(0, mostIds).flatMap((item) => {
    if (!isObject(item)) return [];
    const { id, type, encoding = 'none', verified } = item;
    const kind = typeof type === 'string' ? kindNamed(type) : undefined;
    return kind === undefined || encoding !== 'none' ? [] : idOf(kind, id, verified === true);
  });
}

function idOf(kind: SentKind, value: unknown, isSaidVerified: boolean): OtherId[] {
  // A larger number has lost its last digits on the way, and would be somebody else's too.
  if (typeof value !== 'string' && !Number.isSafeInteger(value)) return [];
  return [{ kind, value: String(value), isVerified: isSaidVerified || !toBeVerified.includes(kind) }];
}

/** The kind of id that goes by this name; `crm_id`, `crmId` and `CRM ID` are one. */
export function kindNamed(name: string): SentKind | undefined {
  return kindOfName.get(name.toLowerCase().replaceAll(/[\s_-]/g, ''));
}

function isList(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

function isObject(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
