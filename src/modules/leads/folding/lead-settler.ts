import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { LeadRows } from '../lead-rows.js';
import { withAsked } from './asked-dealers.js';
import { AstrayHands } from './astray-hands.js';
import { LeadFolds, type Orphans } from './lead-folds.js';
import { LeadTold } from './lead-told.js';
import { planFolds } from './one-interest.js';
import { partedFrom } from './parted.js';

/**
 * Sets leads right of everybody who hangs together by them, once people turned out to be one, or two again: hands of somebody else
 * leave; what was folded into a lead of somebody else comes back as it was, and takes its hands back; open leads of one interest
 * fold into the oldest. Each step is done for all before the next, so that it is nothing to whom who is read of first. Done again
 * it changes nothing.
 */
@Injectable()
export class LeadSettler {
  constructor(
    private readonly rows: LeadRows,
    private readonly astray: AstrayHands,
    private readonly folds: LeadFolds,
    private readonly told: LeadTold,
  ) {}

  /** Settles the leads of these people, all of them held, in the caller's transaction; returns leads that were made. */
  async settle(manager: EntityManager, tenantId: string, people: readonly Person[]): Promise<LeadRecord[]> {
    const own: LeadHandRecord[][] = [];
    for (const person of people) own.push(await this.rows.hands.ofPerson(manager, person));
    await this.rows.hands.holdContacts(manager, own.flat());
    const taken: LeadHandRecord[] = [];
    for (const person of people) taken.push(...(await this.astray.takeOut(manager, await this.rows.hands.astray(manager, person)))); // prettier-ignore
    const orphans: Orphans[] = [];
    for (const [place, person] of people.entries()) {
      const { left, theirs } = await partedFrom(this.rows, manager, person, own[place] ?? []);
      orphans.push({ leads: left, but: theirs });
    }
    await this.told.settle(manager, tenantId, await this.folds.bringBackAll(manager, orphans));
    const made = await this.astray.remake(manager, taken);
    for (const person of people) await this.fold(manager, person);
    return made;
  }

  private async fold(manager: EntityManager, person: Person): Promise<void> {
    const open = await withAsked(this.rows, manager, await this.rows.leads.ofPerson(manager, person, true));
    const byId = new Map(open.map((lead) => [lead.id, lead]));
    for (const { id, into } of planFolds(open)) {
      const lead = byId.get(id);
      if (lead) await this.folds.fold(manager, lead, into);
    }
  }
}
