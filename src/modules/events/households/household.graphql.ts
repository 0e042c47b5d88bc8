import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { shown } from '../../platform/shown.js';
import type { Profile, ProfileMention } from '../../profiles/profiles.service.js';
import { PersonProfile, toPersonProfile } from '../events.graphql.js';
import { UnknownProfile } from '../merging/merging.graphql.js';

@ObjectType({
  description:
    'People who live together. Nobody is merged by it; history, consent and audiences stay their own.',
})
export class Household {
  @Field(() => String, { description: 'Your own id of it.' }) id!: string;
}

@ObjectType({ description: 'Somebody of a household.' })
export class HouseholdMember {
  @Field(() => PersonProfile, { description: 'Who it is.' }) profile!: PersonProfile;
}

@ObjectType({ description: 'Whose household a person is of is written down.' })
export class HouseholdSet {
  @Field(() => ID, { description: 'Their profile.' }) profileId!: string;
  @Field(() => String, { nullable: true, description: 'Your own id of it; null where they left.' })
  householdId!: string | null;
}

/** What `setHousehold` answers. */
export const SetHouseholdResult = createUnionType({
  name: 'SetHouseholdResult',
  description: 'That it is written down, or that nobody is known by that id.',
  types: () => [HouseholdSet, UnknownProfile] as const,
});

export function toHousehold(id: string | null): Household | null {
  return id === null ? null : { id };
}

export function toHouseholdMember(profile: Profile): HouseholdMember {
  return { profile: toPersonProfile(profile) };
}

export function toSetHouseholdResult(
  set: { readonly profileId: string; readonly household: string | null } | null,
  { id, userId, anonymousId }: ProfileMention,
): typeof SetHouseholdResult {
  if (set) return Object.assign(new HouseholdSet(), { profileId: set.profileId, householdId: set.household });
  return Object.assign(new UnknownProfile(), { profileId: shown(id ?? userId ?? anonymousId ?? '') });
}
