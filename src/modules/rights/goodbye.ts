import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Person } from '../../models/rights/personal-data.js';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { EventsPersonalData } from '../events/personal-data.service.js';
import { Clock } from '../platform/clock.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { ListsPersonalData } from '../segments/lists/personal-data.service.js';
import { addUp } from './receipt.js';
import { RightsRepository } from './rights.repository.js';

/**
 * The first step of an erasure: from its commit on nobody is known by the person's ids, and no late event brings them
 * back. What can only be found by those ids goes before.
 */
@Injectable()
export class Goodbye {
  constructor(
    private readonly repository: RightsRepository,
    private readonly profiles: ProfilesPersonalData,
    private readonly events: EventsPersonalData,
    private readonly lists: ListsPersonalData,
    private readonly clock: Clock,
  ) {}

  /** Returns the request as it is then, or null when there is nobody to erase. */
  async say(request: RightsRequestEntity): Promise<RightsRequestEntity | null> {
    const { tenantId, profileId } = request;
    for (let isSaid = false; !isSaid;) {
      const known = await this.profiles.person(tenantId, profileId ?? '');
      if (!known) return null;
      const ids = await this.profiles.namesOf(known);
      const found = await this.events.rejectedNaming(tenantId, ids);
      isSaid = await this.repository.transaction((manager) =>
        this.leave(manager, request, known, ids, found),
      );
    }
    const begun = await this.repository.find(request);
    return begun && begun.stepsDone > 0 ? begun : null;
  }

  /** All of it, with its receipt, or nothing. False when they have other ids by now: then those are to be looked for too. */
  private async leave(
    manager: EntityManager,
    request: RightsRequestEntity,
    known: Person,
    ids: readonly string[],
    found: readonly string[],
  ): Promise<boolean> {
    const { tenantId, profileId } = request;
    await this.events.holdOffRejected(manager, tenantId);
    const person = await this.profiles.hold(manager, tenantId, profileId ?? '');
    if (!person) return true;
    if (person.identityIds.some((id) => !known.identityIds.includes(id))) return false;
    const rejected = await this.events.eraseRejected(manager, tenantId, ids, found, this.clock.now());
    const listed = await this.lists.hashesOf(manager, person);
    const gone = await this.profiles.erase(manager, person);
    const receipt = addUp([rejected], [...gone, await this.lists.forget(manager, tenantId, listed)]);
    await this.repository.keepPerson(manager, request, person);
    await this.repository.change(manager, request, { stepsDone: 1, receipt });
    return true;
  }
}
