import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { LeadRows } from '../lead-rows.js';
import { madeOf } from './with-hand.js';

/** Hands of somebody that stand with a lead of somebody else: they were one person once, and are no more. */
@Injectable()
export class AstrayHands {
  constructor(private readonly rows: LeadRows) {}

  /** Those of a person, the oldest first. */
  of(manager: EntityManager, person: Person): Promise<LeadHandRecord[]> {
    return this.rows.hands.astray(manager, person);
  }

  /** Takes a hand out of its lead, which forgets what only this hand had told it. Null where there is no such lead any more. */
  async takeOut(
    manager: EntityManager,
    { tenantId, id, leadId }: LeadHandRecord,
  ): Promise<LeadRecord | null> {
    const lead = await this.rows.leads.hold(manager, tenantId, leadId);
    if (!lead) return null;
    const left = (await this.rows.hands.allOf(manager, lead)).filter((each) => each.leadId === leadId && each.id !== id); // prettier-ignore
    await this.rows.leads.putWish(manager, madeOf(lead, left.toReversed()));
    await this.rows.hands.remove(manager, tenantId, id);
    return lead;
  }
}
