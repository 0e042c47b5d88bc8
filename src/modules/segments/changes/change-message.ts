import type { IdentityKind } from '../../../models/profile/identity.entity.js';

/** Ids of one kind that are told of a person, the latest. */
const mostIds = 10;

/** A change as it stands in the outbox. */
export interface Change {
  readonly id: string;
  readonly segmentId: string;
  readonly segmentVersion: number;
  readonly profileId: string;
  readonly hasEntered: boolean;
  readonly at: Date;
}

/** An id of somebody, in the clear. */
export interface NamedId {
  readonly profileId: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** What receivers are told of one change. Part of the contract with them: it may only grow. */
export interface ChangeTold {
  readonly id: string;
  readonly change: 'entered' | 'left';
  readonly segmentId: string;
  readonly segmentName: string | null;
  readonly segmentVersion: number;
  readonly profileId: string;
  /** Names that the tenant's own senders gave. */
  readonly userIds: readonly string[];
  readonly anonymousIds: readonly string[];
  readonly at: string;
}

/** Which change it was, as receivers are told it. */
export function wordFor({ hasEntered }: Pick<Change, 'hasEntered'>): ChangeTold['change'] {
  return hasEntered ? 'entered' : 'left';
}

/** Changes as they are told, with names of segments and people as they are now. */
export function toldChanges(
  changes: readonly Change[],
  segmentNames: ReadonlyMap<string, string>,
  ids: readonly NamedId[],
): ChangeTold[] {
  const idsOf = (profileId: string, kind: IdentityKind) =>
    ids
      .filter((each) => each.profileId === profileId && each.kind === kind && !reachesSomebody(each.value))
      .slice(0, mostIds)
      .map(({ value }) => value);
  return changes.map((change) => ({
    id: change.id,
    change: wordFor(change),
    segmentId: change.segmentId,
    segmentName: segmentNames.get(change.segmentId) ?? null,
    segmentVersion: change.segmentVersion,
    profileId: change.profileId,
    userIds: idsOf(change.profileId, 'userId'),
    anonymousIds: idsOf(change.profileId, 'anonymousId'),
    at: change.at.toISOString(),
  }));
}

/** E-mail addresses and telephone numbers are no plain names, whatever they are sent as. */
function reachesSomebody(value: string): boolean {
  return value.includes('@') || /^\s*(\+|00)[\d\s().-]{7,}$/.test(value);
}
