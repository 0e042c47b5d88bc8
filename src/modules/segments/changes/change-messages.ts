import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentService } from '../../consent/consent.service.js';
import { groupBy } from '../../platform/group-by.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { SegmentsService } from '../segments.service.js';
import { toldChanges, type Change, type ChangeTold } from './change-message.js';
import type { Subscription } from './subscription.js';
import { ToldStaysRepository } from './told-stays.repository.js';

/** What somebody must allow for another company to be told that they entered an audience. */
const neededPurpose = 'AUDIENCE_EXPORT';

/**
 * Makes of changes what a receiver is told, with the names by which it knows people, at this moment. Nothing of it is kept,
 * but of whom another company heard.
 */
@Injectable()
export class ChangeMessages {
  constructor(
    private readonly segments: SegmentsService,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
    private readonly stays: ToldStaysRepository,
  ) {}

  /** Of a later try nobody is counted as withheld again. */
  async of(
    manager: EntityManager,
    subscription: Subscription,
    changes: readonly Change[],
    isFirstTry: boolean,
  ): Promise<ChangeTold[]> {
    const { tenantId, receiver } = subscription;
    const told =
      receiver === 'OURS' ? changes : await this.forOthers(manager, subscription, changes, isFirstTry);
    const profileIds = [...new Set(told.map(({ profileId }) => profileId))];
    const names = await this.profiles.ownNamesOf(manager, tenantId, profileIds);
    return toldChanges(told, await this.segments.names(tenantId), names);
  }

  /**
   * Those who entered and allow it, and of those who left whoever it was told of: it takes them off a list they are on. Of
   * anybody else it would tell that they were in. That it is told of is noted first: a try that fails may have been heard.
   */
  private async forOthers(
    manager: EntityManager,
    subscription: Subscription,
    changes: readonly Change[],
    isCounted: boolean,
  ): Promise<readonly Change[]> {
    const entered = changes.filter(({ hasEntered }) => hasEntered);
    const left = changes.filter(({ hasEntered }) => !hasEntered);
    const isAllowed = await this.allowing(manager, subscription.tenantId, entered, isCounted);
    await this.stays.note(manager, subscription, entered.filter(({ profileId }) => isAllowed.has(profileId))); // prettier-ignore
    const heardOf = await this.stays.heardOf(manager, subscription, left);
    return changes.filter(({ hasEntered, profileId, id }) =>
      hasEntered ? isAllowed.has(profileId) : heardOf.has(id),
    );
  }

  /** Profiles of those who allow it to be told, at this moment. */
  private async allowing(
    manager: EntityManager,
    tenantId: string,
    changes: readonly Change[],
    isCounted: boolean,
  ): Promise<Set<string>> {
    const entered = [...new Set(changes.map(({ profileId }) => profileId))];
    const owners = [...(await this.profiles.identitiesOf(manager, tenantId, entered))];
    const identities = groupBy(owners, ([, profileId]) => profileId);
    const people = entered.map((id) => (identities.get(id) ?? []).map(([identityId]) => identityId));
    const states = await this.consent.statesOf(manager, tenantId, people);
    const isAllowed = new Set(
      entered.filter((_, n) =>
        (states[n] ?? []).some(({ purpose, state }) => purpose === neededPurpose && state === 'GRANTED'),
      ),
    );
    if (isCounted) this.consent.withheld(neededPurpose, entered.length - isAllowed.size);
    return isAllowed;
  }
}
