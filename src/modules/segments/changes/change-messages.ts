import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ConsentService } from '../../consent/consent.service.js';
import { groupBy } from '../../platform/group-by.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { SegmentsService } from '../segments.service.js';
import { toldChanges, type Change, type ChangeTold } from './change-message.js';
import type { Subscription } from './subscription.js';

/** What somebody must allow for another company to be told that they entered an audience. */
const neededPurpose = 'AUDIENCE_EXPORT';

/** Makes of changes what a receiver is told, with the names by which it knows people, at this moment. Nothing of it is kept. */
@Injectable()
export class ChangeMessages {
  constructor(
    private readonly segments: SegmentsService,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
  ) {}

  /** Of a later try nobody is counted as withheld again. */
  async of(
    manager: EntityManager,
    { tenantId, receiver }: Subscription,
    changes: readonly Change[],
    isFirstTry: boolean,
  ): Promise<ChangeTold[]> {
    const told = receiver === 'OURS' ? changes : await this.allowed(manager, tenantId, changes, isFirstTry);
    const profileIds = [...new Set(told.map(({ profileId }) => profileId))];
    const names = await this.profiles.ownNamesOf(manager, tenantId, profileIds);
    return toldChanges(told, await this.segments.names(tenantId), names);
  }

  /** Without those who entered and do not allow it. That somebody left may always be told: it takes them off a list. */
  private async allowed(
    manager: EntityManager,
    tenantId: string,
    changes: readonly Change[],
    isCounted: boolean,
  ): Promise<readonly Change[]> {
    const entered = [...new Set(changes.filter(({ hasEntered }) => hasEntered).map(({ profileId }) => profileId))]; // prettier-ignore
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
    return changes.filter(({ hasEntered, profileId }) => !hasEntered || isAllowed.has(profileId));
  }
}
