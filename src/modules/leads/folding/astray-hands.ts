import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { groupBy } from '../../platform/group-by.js';
import { LeadMaker } from '../lead-maker.js';
import { LeadRows } from '../lead-rows.js';
import { LeadPeople } from './lead-people.js';
import { madeOf } from './with-hand.js';

/** Hands that stand with a lead of somebody else by now, as two were one person once. The caller holds the people of both. */
@Injectable()
export class AstrayHands {
  constructor(
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly maker: LeadMaker,
  ) {}

  /** Takes hands out of the leads they are kept with: each forgets what only these had told it. Those of no lead any more are left out of the answer. */
  async takeOut(manager: EntityManager, hands: readonly LeadHandRecord[]): Promise<LeadHandRecord[]> {
    const taken: LeadHandRecord[] = [];
    for (const [leadId, theirs] of groupBy(hands, (hand) => hand.leadId)) {
      const [{ tenantId } = { tenantId: '' }] = theirs;
      const lead = await this.rows.leads.hold(manager, tenantId, leadId);
      if (!lead) continue;
      const gone = new Set(theirs.map(({ id }) => id));
      // Opened once for all of them: a lead of many hands is not gone through for each.
      const left = (await this.rows.hands.ownOf(manager, lead)).filter(({ id }) => !gone.has(id));
      await this.rows.leads.putWish(manager, madeOf(lead, left.toReversed()));
      for (const { id } of theirs) await this.rows.hands.remove(manager, tenantId, id);
      taken.push(...theirs);
    }
    return taken;
  }

  /** Makes each hand that was taken out a lead of its person, or a further hand of one they have; returns leads that were made. */
  async remake(manager: EntityManager, taken: readonly LeadHandRecord[]): Promise<LeadRecord[]> {
    const owners = await this.people.ownersOf(manager, taken);
    const drafts = taken.flatMap((hand) => {
      const { identityId, raisedAt, occurredAt: at } = hand;
      const profileId = owners.get(identityId ?? '');
      // Of nobody any more, who was erased meanwhile.
      if (identityId === null || profileId === undefined) return [];
      return [{ ...hand, identityId, profileId, createdAt: raisedAt.getTime(), occurredAt: at && at.getTime(), isRemade: true }];
    });
    return this.maker.makeAll(manager, drafts);
  } // prettier-ignore

  /** Hands of others that are kept with leads of a person, or with leads of others that these stand for: the oldest first. */
  async ofOthers(manager: EntityManager, person: Person): Promise<LeadHandRecord[]> {
    const leads = new Map((await this.rows.leads.ofPerson(manager, person)).map((lead) => [lead.id, lead]));
    const own = new Set(leads.keys());
    const hands = new Map<string, LeadHandRecord>();
    for (const lead of [...leads.values()]) for (const hand of await this.rows.hands.allOf(manager, lead)) hands.set(hand.id, hand);
    for (const lead of await this.rows.leads.ofHands(manager, [...hands.values()])) leads.set(lead.id, lead);
    const owners = await this.people.ownersOf(manager, [...leads.values(), ...hands.values()]);
    const isOthers = ({ identityId, leadId }: LeadHandRecord) => {
      if (identityId === null || person.identityIds.includes(identityId)) return false;
      const [owner, keeper] = [owners.get(identityId), leads.get(leadId)];
      return owner !== undefined && (own.has(leadId) || owner !== (owners.get(keeper?.identityId ?? '') ?? keeper?.profileId));
    };
    return [...hands.values()].filter(isOthers).toSorted((a, b) => a.raisedAt.getTime() - b.raisedAt.getTime());
  } // prettier-ignore
}
