import { createUnionType, Field, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import { mergeCauses, type MergeCauseKind } from '../../../models/profile/profile-merge.entity.js'; // prettier-ignore
import { connectionOf } from '../../platform/graphql/connection.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { shown } from '../../platform/shown.js';
import type { MergeOutcome, MergeRecord, UnmergeOutcome } from '../../profiles/merges.service.js';

/** Causes of merges, for GraphQL. */
export const MergeCauseEnum = Object.fromEntries(mergeCauses.map((cause) => [cause, cause]));
registerEnumType(MergeCauseEnum, {
  name: 'MergeCause',
  description: 'What made two profiles one.',
  valuesMap: {
    EVENT: { description: 'An event named ids of both as one person.' },
    REQUEST: { description: 'Someone asked for it, with `mergeProfiles`.' },
  },
});

@ObjectType({
  description: 'Two profiles that became one, and why. Undone, it remains, and keeps them apart.',
})
export class ProfileMerge {
  @Field(() => ID, { description: 'Unique id; pass it to `unmergeProfiles`.' }) id!: string;
  @Field(() => ID, { description: 'The profile that was emptied.' }) fromProfileId!: string;
  @Field(() => ID, { description: 'The profile that took its place.' }) intoProfileId!: string;
  @Field(() => MergeCauseEnum, { description: 'What made them one.' }) cause!: MergeCauseKind;
  @Field(() => String, { nullable: true, description: "The sender's id of the event that did." })
  messageId!: string | null;
  @Field(() => ID, {
    nullable: true,
    description: 'Public id of the key that sent the event, or that asked.',
  })
  keyId!: string | null;
  @Field(() => String, { nullable: true, description: 'Why, in the words of whoever asked.' })
  reason!: string | null;
  @Field(() => [ID], { description: 'The identities that moved.' }) identityIds!: readonly string[];
  @Field(() => InstantScalar, { description: 'When it happened.' }) mergedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was undone.' }) undoneAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'Public id of the key that undid it.' }) undoneBy!:
    string | null;
}

/** A page of merges. */
export const ProfileMergeConnection = connectionOf(ProfileMerge, 'ProfileMerge');

@ObjectType({ description: 'There is no such profile.' })
export class UnknownProfile {
  @Field(() => ID, { description: 'The id that was given.' }) profileId!: string;
}

@ObjectType({ description: 'Both ids already lead to one profile; nothing was changed.' })
export class SameProfile {
  @Field(() => ID, { description: 'That profile.' }) profileId!: string;
}

@ObjectType({ description: 'Both are people with user ids of their own; nothing was changed.' })
export class TwoKnownPeople {
  @Field(() => String, { description: 'What to do.' }) remedy!: string;
}

/** What `mergeProfiles` answers. */
export const MergeProfilesResult = createUnionType({
  name: 'MergeProfilesResult',
  description: 'The merge, or why there is none.',
  types: () => [ProfileMerge, UnknownProfile, SameProfile, TwoKnownPeople] as const,
});

@ObjectType({ description: 'There is no such merge.' })
export class UnknownMerge {
  @Field(() => ID, { description: 'The id that was given.' }) mergeId!: string;
}

@ObjectType({ description: 'The merge was undone before; nothing was changed.' })
export class MergeAlreadyUndone {
  @Field(() => ProfileMerge, { description: 'The merge.' }) merge!: ProfileMerge;
}

@ObjectType({
  description:
    'The profile that took the place was itself emptied into another since. Undo that later merge first.',
})
export class LaterMergeDepends {
  @Field(() => ProfileMerge, { description: 'The later merge.' }) later!: ProfileMerge;
}

/** What `unmergeProfiles` answers. */
export const UnmergeProfilesResult = createUnionType({
  name: 'UnmergeProfilesResult',
  description: 'The merge, now undone, or why it is not.',
  types: () => [ProfileMerge, UnknownMerge, MergeAlreadyUndone, LaterMergeDepends] as const,
});

export function toProfileMerge(merge: MergeRecord): ProfileMerge {
  const { id, fromProfileId, intoProfileId, cause, messageId, keyId, reason, identityIds } = merge;
  const { mergedAt, undoneAt, undoneBy } = merge;
  return Object.assign(new ProfileMerge(), { id, fromProfileId, intoProfileId, cause, messageId, keyId, reason, identityIds, mergedAt, undoneAt, undoneBy }); // prettier-ignore
}

export function toMergeResult(outcome: MergeOutcome): typeof MergeProfilesResult {
  switch (outcome.kind) {
    case 'merged':
      return toProfileMerge(outcome.merge);
    case 'missing':
      return Object.assign(new UnknownProfile(), { profileId: shown(outcome.profileId) });
    case 'same':
      return Object.assign(new SameProfile(), { profileId: shown(outcome.profileId) });
    case 'two-known':
      return Object.assign(new TwoKnownPeople(), {
        remedy: 'If you have made sure that they are one person, ask again with verified: true.',
      });
  }
}

export function toUnmergeResult(outcome: UnmergeOutcome, mergeId: string): typeof UnmergeProfilesResult {
  switch (outcome.kind) {
    case 'undone':
      return toProfileMerge(outcome.merge);
    case 'missing':
      return Object.assign(new UnknownMerge(), { mergeId: shown(mergeId) });
    case 'already-undone':
      return Object.assign(new MergeAlreadyUndone(), { merge: toProfileMerge(outcome.merge) });
    case 'later-depends':
      return Object.assign(new LaterMergeDepends(), { later: toProfileMerge(outcome.later) });
  }
}
