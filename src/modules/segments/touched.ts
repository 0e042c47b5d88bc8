import type { LogEntry } from '../../models/event/log-entry.js';
import type { EventType } from '../../models/event/event-type.js';
import { groupBy } from '../platform/group-by.js';
import type { ProfileKey } from './evaluation.repository.js';
import type { TenantNews } from './resident/resident-messages.js';

/** What one step has to look at of one tenant. */
export interface Touched {
  readonly tenantId: string;
  /** Everybody to be looked at, once. */
  readonly profileIds: readonly string[];
  /** Of these, people whose history is another now. */
  readonly changed: readonly string[];
  /** What people of the shard did, with no more of what it says than these properties. */
  readonly events: (properties: readonly string[]) => TenantNews['events'];
}

/** People of other shards who have to be looked at there. */
export type OfOthers = ProfileKey & { readonly shard: number };

/** Whose history follows from something else than one more event. */
const changesHistories: readonly EventType[] = ['PROFILE_MERGED', 'PROFILE_UNMERGED'];

/**
 * Whom a step has to look at.
 * @param asked people whose history has to be read anew
 * @param others people who only have to be looked at
 */
export function touchedBy(
  shard: number,
  shardOf: (profileId: string) => number,
  entries: readonly LogEntry[],
  asked: readonly ProfileKey[],
  others: readonly ProfileKey[],
): { own: Touched[]; ofOthers: OfOthers[] } {
  const named = entries.flatMap(({ tenantId, profileId, currentProfileId }) => [
    { tenantId, profileId },
    { tenantId, profileId: currentProfileId },
  ]);
  const distinct = new Map([...named, ...asked, ...others].map((key) => [keyOf(key), key]));
  const placed = [...distinct.values()].map(({ tenantId, profileId }) => ({
    tenantId,
    profileId,
    shard: shardOf(profileId),
  }));
  const changed = new Set([
    ...asked.map(keyOf),
    ...entries
      .filter(({ type }) => changesHistories.includes(type))
      .flatMap(({ tenantId, profileId, currentProfileId }) => [
        keyOf({ tenantId, profileId }),
        keyOf({ tenantId, profileId: currentProfileId }),
      ]),
  ]);
  const own = groupBy(
    placed.filter((key) => key.shard === shard),
    ({ tenantId }) => tenantId,
  );
  const did = groupBy(
    entries.filter(({ identityId }) => identityId !== null),
    ({ tenantId }) => tenantId,
  );
  return {
    own: [...own].map(([tenantId, keys]) => ({
      tenantId,
      profileIds: keys.map(({ profileId }) => profileId),
      changed: keys.filter((key) => changed.has(keyOf(key))).map(({ profileId }) => profileId),
      events: (properties) =>
        (did.get(tenantId) ?? [])
          .filter(({ currentProfileId }) => shardOf(currentProfileId) === shard)
          .map((entry) => toEvent(entry, properties)),
    })),
    ofOthers: placed.filter((key) => key.shard !== shard),
  };
}

function toEvent(entry: LogEntry, names: readonly string[]): TenantNews['events'][number] {
  const { currentProfileId: profileId, type, name, vehicle, occurredAt: at, xid, seq, plain } = entry;
  const properties = names.length === 0 ? undefined : Object.fromEntries(names.flatMap((each) => (Object.hasOwn(plain, each) ? [[each, plain[each]]] : []))); // prettier-ignore
  return { profileId, at, xid, seq, type, name, vehicle, properties };
}

function keyOf({ tenantId, profileId }: ProfileKey): string {
  return `${tenantId} ${profileId}`;
}
