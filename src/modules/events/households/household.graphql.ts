import { createUnionType, Field, ObjectType } from '@nestjs/graphql';
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

/** What `setHousehold` answers. */
export const SetHouseholdResult = createUnionType({
  name: 'SetHouseholdResult',
  description: 'The person, with the household they are of now, or that nobody is known by that id.',
  types: () => [PersonProfile, UnknownProfile] as const,
});

export function toHousehold(id: string | null): Household | null {
  return id === null ? null : { id };
}

export function toHouseholdMember(profile: Profile): HouseholdMember {
  return { profile: toPersonProfile(profile) };
}

export function toSetHouseholdResult(
  profile: Profile | null,
  { id, userId, anonymousId }: ProfileMention,
): typeof SetHouseholdResult {
  if (profile) return Object.assign(new PersonProfile(), toPersonProfile(profile));
  return Object.assign(new UnknownProfile(), { profileId: shown(id ?? userId ?? anonymousId ?? '') });
}
