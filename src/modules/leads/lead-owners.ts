import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import type { Person } from '../../models/rights/personal-data.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';

/** Whose leads are now: each belongs to whoever the identity it came with leads to. */
@Injectable()
export class LeadOwners {
  constructor(
    private readonly dataSource: DataSource,
    private readonly profiles: ProfilesService,
    private readonly persons: ProfilesPersonalData,
  ) {}

  /** The person behind a profile now; null when there is none. */
  async personOf(tenantId: string, profileId: string): Promise<Person | null> {
    return z.uuid().safeParse(profileId).success ? this.persons.person(tenantId, profileId) : null;
  }

  /** Leads with the profile their identity leads to now; read within a transaction where one is given. */
  async asOfNow(leads: readonly LeadRecord[], manager = this.dataSource.manager): Promise<LeadRecord[]> {
    const identities = leads.flatMap(({ tenantId, identityId }) => (identityId === null ? [] : { tenantId, identityId })); // prettier-ignore
    const owners = await this.profiles.ownersOf(manager, identities);
    return leads.map((lead) => ({ ...lead, profileId: owners.get(lead.identityId ?? '') ?? lead.profileId }));
  }
}
