import { Injectable } from '@nestjs/common';
import type { RightsRequestEntity } from '../../models/rights/rights-request.entity.js';
import { EventsPersonalData } from '../events/personal-data.service.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
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
  ) {}

  /** Returns the request as it is then, or null when there is nobody to erase. */
  async say(request: RightsRequestEntity): Promise<RightsRequestEntity | null> {
    const { tenantId, profileId } = request;
    const known = await this.profiles.person(tenantId, profileId ?? '');
    if (!known) return null;
    const ids = await this.profiles.idsOf(known);
    const rejected = await this.events.eraseRejected(tenantId, ids);
    await this.repository.transaction(async (manager) => {
      const person = await this.profiles.hold(manager, tenantId, profileId ?? '');
      if (!person) return;
      const receipt = addUp([rejected], await this.profiles.erase(manager, person));
      await this.repository.keepPerson(manager, request, person);
      await this.repository.change(manager, request, { stepsDone: 1, receipt });
    });
    // Once more for what came in meanwhile: nobody knows these ids any more.
    await this.events.eraseRejected(tenantId, ids);
    const begun = await this.repository.find(request);
    return begun && begun.stepsDone > 0 ? begun : null;
  }
}
