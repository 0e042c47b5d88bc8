import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { HouseholdsRepository } from './households.repository.js';
import { longestHousehold, mostMembers, normalHousehold } from './normal-household.js';
import { profileErrors } from './profiles.errors.js';
import { ProfilesService, type PersonalId, type Profile, type ProfileMention } from './profiles.service.js';
import { surestOf } from './surest-of.js';

export { mostMembers, normalHousehold } from './normal-household.js';

/** A person may be merged or erased while we look them up. */
const mostAttempts = 5;

/** Who lives with whom. A relation and no more: nobody is merged, and nothing is shared. */
@Injectable()
export class HouseholdsService {
  constructor(
    private readonly repository: HouseholdsRepository,
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {}

  /** Id of the household that a person named last; null where they are of none. */
  householdOf({ tenantId }: Caller, profileId: string): Promise<string | null> {
    return this.repository.householdOf(tenantId, profileId);
  }

  /** The household's id in its one way of writing, where anybody is of it; else null. */
  async known({ tenantId }: Caller, given: string): Promise<string | null> {
    const household = normalHousehold(given);
    if (household === null) return null;
    return (await this.repository.membersOf(tenantId, household, 1)).length > 0 ? household : null;
  }

  /** The people of a household, at most `mostMembers` of them. */
  async membersOf(caller: Caller, given: string): Promise<Profile[]> {
    const household = normalHousehold(given);
    if (household === null) return [];
    const ids = await this.repository.membersOf(caller.tenantId, household, mostMembers);
    const found = await Promise.all(ids.map((id) => this.profiles.find(caller, { id })));
    return found.flatMap((profile) => profile ?? []);
  }

  /**
   * Writes down whose household a person is of, at this instant, or with null that they left theirs. Null when nobody is
   * known by that id.
   * @throws AppError HOUSEHOLD, PROFILE_MENTION
   */
  async set(
    caller: Caller,
    mention: ProfileMention,
    given: string | null,
  ): Promise<{ readonly profileId: string; readonly household: string | null } | null> {
    const household = given === null ? null : normalHousehold(given);
    if (given !== null && household === null)
      throw new AppError(profileErrors.household, 'invalid', `householdId has ${given.trim().length} characters; give at most ${longestHousehold}, or an empty text where they left.`); // prettier-ignore
    for (let attempt = 0; attempt < mostAttempts; attempt++) {
      const profile = await this.profiles.find(caller, mention);
      const id = profile && (idNamed(profile, mention) ?? surestOf(profile.identities));
      if (!profile || (!id && profile.identities.length > 0)) return null;
      if (id && (await this.isSaid(caller, id, household))) return { profileId: profile.id, household };
    }
    throw new Error('A household could not be written down: its person was merged or erased every time.');
  }

  /** False when the identity is gone by now. */
  private async isSaid(
    { tenantId }: Caller,
    { kind, value }: PersonalId,
    household: string | null,
  ): Promise<boolean> {
    const found = await this.profiles.lookUp(tenantId, kind, value);
    if (!found) return false;
    const said = { tenantId, identityId: found.identityId, household, at: this.clock.now() };
    return (await this.repository.transaction((manager) => this.repository.say(manager, [said]))) > 0;
  }
}

/** The user id by which they were named, if they were: what is told under it goes where it goes. A browser may be another's. */
function idNamed({ identities }: Profile, { userId }: ProfileMention): PersonalId | undefined {
  return identities.find(({ kind, value }) => kind === 'userId' && value === userId);
}
