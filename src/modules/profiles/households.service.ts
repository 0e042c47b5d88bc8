import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { AppError } from '../platform/app-error.js';
import { Clock } from '../platform/clock.js';
import { storableText } from '../platform/storable.js';
import { HouseholdsRepository } from './households.repository.js';
import { profileErrors } from './profiles.errors.js';
import { ProfilesService, type Profile, type ProfileMention } from './profiles.service.js';

/** Most members of a household that are shown. */
export const mostMembers = 20;
const longest = 512;

/** The one way to write a household's id; null where it is none, as of somebody who left. */
export function normalHousehold(given: string): string | null {
  const household = storableText(given.trim());
  return household === '' || household.length > longest ? null : household;
}

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
      throw new AppError(profileErrors.household, 'invalid', `householdId has ${given.trim().length} characters; give 1 to ${longest}, or null where they left.`); // prettier-ignore
    const { tenantId } = caller;
    const profile = await this.profiles.find(caller, mention);
    if (!profile) return null;
    await this.repository.transaction(async (manager) => {
      const [identityId] = (await this.profiles.identitiesOf(manager, tenantId, [profile.id])).keys();
      const at = this.clock.now();
      if (identityId !== undefined)
        await this.repository.say(manager, [{ tenantId, identityId, household, at }]);
    });
    return { profileId: profile.id, household };
  }
}
