import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { Clock } from '../../platform/clock.js';
import { LeadRows } from '../lead-rows.js';
import { withAsked } from './asked-dealers.js';
import { AstrayHands } from './astray-hands.js';
import { LeadFolds } from './lead-folds.js';
import { LeadPeople } from './lead-people.js';
import { planFolds } from './one-interest.js';

/**
 * Sets leads right once two people turned out to be one, or two again: open leads of one interest fold into the oldest; what was
 * folded into a lead of somebody else comes back as it was; hands of somebody else become leads of their own. Done again it
 * changes nothing.
 */
@Injectable()
export class LeadSettler {
  constructor(
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly astray: AstrayHands,
    private readonly folds: LeadFolds,
    private readonly clock: Clock,
  ) {}

  /**
   * Whose leads are settled together with those of these profiles: theirs, and those of whoever a lead of theirs stands for. What is
   * brought back of these may be one with what they have, whichever of the parted is read of first.
   */
  async concerned(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<string[]> {
    const concerned = new Set(profileIds);
    for (const profileId of profileIds) {
      const stoodFor = await this.rows.leads.stoodFor(manager, await this.people.of(manager, { tenantId, profileId }));
      for (const owner of (await this.people.ownersOf(manager, stoodFor)).values()) concerned.add(owner);
    }
    return [...concerned];
  } // prettier-ignore

  /** Settles the leads of whoever these profiles are now, in the caller's transaction; returns leads that were made. */
  async settle(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<LeadRecord[]> {
    const people = await this.people.holdProfiles(manager, tenantId, profileIds);
    const made: LeadRecord[] = [];
    for (const person of people) {
      made.push(...(await this.astray.remake(manager, await this.rows.hands.astray(manager, person))));
      await this.bringBack(manager, person);
    }
    for (const person of people) await this.fold(manager, person);
    // What a person did is another's now, or theirs again: leads that stay are scored by it.
    const now = new Date(this.clock.now());
    for (const { identityIds } of people) await this.rows.leads.markDue(manager, tenantId, identityIds, now);
    return made;
  } // prettier-ignore

  /**
   * What is reached as this person is stays under their leads, whoever was parted. What came under them by somebody they are no more
   * stands alone again, be it a third one's: the oldest for those reached alike.
   */
  private async bringBack(manager: EntityManager, person: Person): Promise<void> {
    const stoodFor = await this.rows.leads.stoodFor(manager, person);
    const { left } = await this.folds.part(manager, await this.rows.hands.ofPerson(manager, person), stoodFor); // prettier-ignore
    await this.folds.bringBackAll(manager, left);
  }

  private async fold(manager: EntityManager, person: Person): Promise<void> {
    const open = await withAsked(this.rows, manager, await this.rows.leads.ofPerson(manager, person, true));
    const byId = new Map(open.map((lead) => [lead.id, lead]));
    for (const { id, into } of planFolds(open)) {
      const [lead, standing] = [byId.get(id), byId.get(into)];
      if (lead && standing) await this.folds.fold(manager, lead, standing);
    }
  }
}
