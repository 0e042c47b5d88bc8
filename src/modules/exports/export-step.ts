import { Injectable } from '@nestjs/common';
import type { AudienceExportEntity } from '../../models/export/audience-export.entity.js';
import type { EntityManager } from 'typeorm';
import { ConsentService } from '../consent/consent.service.js';
import { AddressesService } from '../profiles/addresses.service.js';
import { MembersService } from '../segments/members.service.js';
import { ExportFilesRepository } from './export-files.repository.js';
import { ExportsRepository } from './exports.repository.js';
import { handingOnNeeds, handOn, type Handing, type Member } from './hand-on.js';

/** Members looked at together: what is in memory at once, and what a part holds at most. */
const batch = 1_000;

/** One step of an export: the next members, what they allow at this moment, and a part of the file. */
@Injectable()
export class ExportStep {
  constructor(
    private readonly repository: ExportsRepository,
    private readonly files: ExportFilesRepository,
    private readonly members: MembersService,
    private readonly addresses: AddressesService,
    private readonly consent: ConsentService,
  ) {}

  /** Takes the step; false when there is nobody left to look at. Cut short, it leaves no trace. */
  async advance(audience: AudienceExportEntity): Promise<boolean> {
    const { tenantId, segmentId, lastProfileId } = audience;
    const profileIds = await this.members.after(tenantId, segmentId, lastProfileId, batch);
    const last = profileIds.at(-1);
    if (last === undefined) return false;
    const handing = await this.repository.transaction((manager) =>
      this.write(manager, audience, profileIds, last),
    );
    for (const purpose of handingOnNeeds) this.consent.withheld(purpose, handing?.withheld[purpose] ?? 0);
    return true;
  }

  /**
   * Everything is read and sealed before anything is written: readers of the log wait for a transaction that writes. Who goes
   * in cannot be erased between being read and being found in it; where somebody was, the step is not taken.
   */
  private async write(
    manager: EntityManager,
    audience: AudienceExportEntity,
    profileIds: readonly string[],
    last: string,
  ): Promise<Handing | null> {
    const handing = handOn(audience.target, await this.read(manager, audience, profileIds));
    const sealed = this.files.seal(audience, handing.lines.join(''));
    if (!(await this.addresses.hold(manager, audience.tenantId, handing.identityIds))) return null;
    if (!(await this.repository.advance(manager, audience, last, handing))) return null;
    if (handing.lines.length > 0)
      await this.files.add(manager, audience, audience.parts, sealed, handing.identityIds);
    return handing;
  }

  private async read(
    manager: EntityManager,
    audience: AudienceExportEntity,
    profileIds: readonly string[],
  ): Promise<Member[]> {
    const { tenantId } = audience;
    const people = await this.addresses.of(manager, tenantId, profileIds);
    const everyId = people.flatMap(({ identityIds }) => identityIds);
    // Under a profile that was emptied into this one since.
    const within = await this.files.within(manager, audience, everyId);
    const fresh = people.filter(({ identityIds }) => !identityIds.some((id) => within.has(id)));
    const states = await this.consent.statesOf(manager, tenantId, fresh.map(({ identityIds }) => identityIds)); // prettier-ignore
    return fresh.map(({ addresses, ids, told }, n) => ({ addresses, ids, told, consent: states[n] ?? [] }));
  }
}
