import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { ConsentStatement } from '../../../models/consent/consent-statement.js';
import type { Purpose } from '../../../models/consent/purpose.js';
import { ConsentService, type PurposeConsent } from '../../consent/consent.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { eventErrors } from '../events.errors.js';
import { EventsRepository } from '../events.repository.js';
import { Recorder } from '../recorder.js';
import { toConsentRow } from '../to-row.js';
import { writeAgain } from '../../platform/write-again.js';

/** Writes down that a person objects: a denial under every id they are known by. */
@Injectable()
export class ObjectionService {
  constructor(
    private readonly repository: EventsRepository,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
    private readonly recorder: Recorder,
    private readonly clock: Clock,
  ) {}

  /**
   * Durable when the promise resolves; decisions follow within a second. Returns where the person stands then.
   * @throws AppError CONSENT_STATEMENT where there is no such profile
   */
  async object(
    caller: Caller,
    mentioned: string,
    purposes: readonly Purpose[],
  ): Promise<readonly PurposeConsent[]> {
    const { tenantId } = caller;
    const { id: profileId } = (await this.profiles.find(caller, { id: mentioned })) ?? nobody();
    const statedAt = this.clock.now();
    const { version: policyVersion } = await this.consent.policyOf(tenantId);
    const statements = [...new Set(purposes)].map((purpose): ConsentStatement => ({
      purpose,
      state: 'DENIED',
      source: 'OBJECTION',
      statedAt,
      policyVersion,
    }));
    const shardOf = (id: string) => this.profiles.shardOf(id);
    const row = toConsentRow({ tenantId, profileId }, new Date(statedAt), shardOf);
    const states = await writeAgain(() =>
      this.repository.transaction(async (manager) => {
        const ids = [...(await this.profiles.identitiesOf(manager, tenantId, [profileId])).keys()];
        await this.consent.record(manager, tenantId, ids.map((identityId) => ({ identityId, statements }))); // prettier-ignore
        await this.repository.append(manager, [row]);
        return (await this.consent.statesOf(manager, tenantId, [ids]))[0] ?? [];
      }),
    );
    this.recorder.wake([row.shard]);
    return states;
  }
}

function nobody(): never {
  const { code, kind } = eventErrors.statement;
  throw new AppError(
    code,
    kind,
    'There is no such profile; the query profile finds a person by any id of theirs.',
  );
}
