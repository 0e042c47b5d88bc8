import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { LeadStatus } from '../../../models/lead/lead-status.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { Clock } from '../../platform/clock.js';
import { LeadMaker } from '../lead-maker.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadRows } from '../lead-rows.js';
import { takeOutAstray } from './astray-hands.js';
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
    private readonly maker: LeadMaker,
    private readonly news: LeadNews,
    private readonly clock: Clock,
  ) {}

  /** Settles the leads of whoever these profiles are now, in the caller's transaction; returns leads that were made. */
  async settle(manager: EntityManager, tenantId: string, profileIds: readonly string[]): Promise<LeadRecord[]> {
    const people = await this.people.holdProfiles(manager, tenantId, profileIds);
    const made: LeadRecord[] = [];
    for (const person of people) {
      for (const hand of await this.rows.hands.astray(manager, person)) made.push(...(await this.takeOut(manager, person, hand)));
      await this.bringBack(manager, person);
    }
    for (const person of people) await this.fold(manager, person);
    return made;
  } // prettier-ignore

  private async takeOut(manager: EntityManager, person: Person, hand: LeadHandRecord): Promise<LeadRecord[]> {
    const { identityId, raisedAt, occurredAt: at } = hand;
    const lead = identityId === null ? null : await takeOutAstray(this.rows, manager, hand);
    if (!lead || identityId === null) return [];
    const profileId = person.profileIds[0] ?? lead.profileId;
    const when = { createdAt: raisedAt.getTime(), occurredAt: at && at.getTime(), isRemade: true };
    return this.maker.makeAll(manager, [{ ...hand, askedDealerId: null, identityId, profileId, ...when }]);
  }

  private async bringBack(manager: EntityManager, person: Person): Promise<void> {
    const theirs = new Set((await this.rows.leads.ofPerson(manager, person)).map(({ id }) => id));
    for (const lead of await this.rows.leads.foldedOf(manager, person)) {
      if (theirs.has(lead.foldedInto ?? '')) continue;
      await this.change(manager, { ...lead, status: lead.foldedFrom ?? 'NEW', foldedInto: null, foldedFrom: null }, lead.status); // prettier-ignore
    }
  }

  private async fold(manager: EntityManager, person: Person): Promise<void> {
    const open = await this.rows.leads.ofPerson(manager, person, true);
    const byId = new Map(open.map((lead) => [lead.id, lead]));
    for (const { id, into } of planFolds(open)) {
      const [lead, standing] = [byId.get(id), byId.get(into)];
      if (!lead) continue;
      if (standing) await this.takeOver(manager, standing, lead);
      await this.change(manager, { ...lead, status: 'FOLDED', foldedInto: into, foldedFrom: lead.status }, lead.status); // prettier-ignore
    }
  }

  /** A lead that nobody answers for gets the dealer of the one it stands for. */
  private async takeOver(manager: EntityManager, standing: LeadRecord, folded: LeadRecord): Promise<void> {
    const { tenantId, id: leadId, identityId } = standing;
    const { dealerId } = folded;
    if (standing.dealerId !== null || dealerId === null) return;
    await this.rows.leads.assign(manager, standing, folded);
    const reasons = [{ code: 'HAD_THE_OTHER' as const, dealerId, sentence: 'They had a lead that this one stands for now' }];
    await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause: 'JOINED', reasons, routedAt: new Date(this.clock.now()) });
    await this.news.tell(manager, { what: standing.isHistory ? 'MADE' : 'ROUTED', tenantId, leadId, identityId, dealerId });
  } // prettier-ignore

  private async change(manager: EntityManager, lead: LeadRecord, from: LeadStatus): Promise<void> {
    const { tenantId, id: leadId, status: to } = lead;
    const now = new Date(this.clock.now());
    await this.rows.leads.setStatus(manager, lead, now);
    await this.rows.moves.add(manager, { tenantId, leadId, id: randomUUID(), from, to, reason: null, note: null, movedBy: 'CAROUSEL', moverId: null, movedAt: now, recordedAt: now }); // prettier-ignore
  }
}
