import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { isOpen, type LeadStatus, type LostReason } from '../../../models/lead/lead-status.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadRows } from '../lead-rows.js';
import { LeadRouter } from '../routing/lead-router.js';
import { withAsked } from './asked-dealers.js';
import { leadsOfOnePerson } from './one-person.js';
import { standsBy } from './stands-by.js';
import { tellApart, tellFolded } from './tell-apart.js';
import { isStoodForBy, twinTarget } from './twins.js';

/** Folds a lead into another, and has it back as it was. The caller holds the people of both. */
@Injectable()
export class LeadFolds {
  constructor(
    private readonly rows: LeadRows,
    private readonly router: LeadRouter,
    private readonly news: LeadNews,
  ) {}

  /** From now on the other stands for the lead, and has its dealer where it has none; who has it hears what was said for this one. */
  async fold(manager: EntityManager, lead: LeadRecord, standing: LeadRecord): Promise<void> {
    await this.change(manager, { ...lead, status: 'FOLDED', foldedInto: standing.id, foldedFrom: lead.status }, lead.status); // prettier-ignore
    if (standing.dealerId === null && lead.dealerId !== null) await this.takeOver(manager, standing, lead);
    else if (!standing.isHistory) await tellFolded(this.rows, this.news, manager, standing, lead);
  }

  /** Notes of a lead that began folded that it did. */
  async begin(manager: EntityManager, lead: LeadRecord): Promise<void> {
    await this.note(manager, lead, lead.foldedFrom ?? 'NEW');
  }

  /**
   * A lead that nothing stands for any more is what it was, or what was told of it by its own id since, which the other is no more.
   * Where it is open and nobody answered it, its dealer is told and has as long as for any lead they get; where nobody was ever to
   * answer it, a dealer is found now.
   */
  async bringBack(manager: EntityManager, folded: LeadRecord): Promise<void> {
    const told = await this.rows.moves.toldSinceFolded(manager, folded);
    const was = folded.foldedFrom ?? 'NEW';
    const respondedAt = folded.respondedAt ?? standsBy(told, null).respondedAt;
    const lead = {
      ...folded,
      status: told.at(-1)?.to ?? was,
      respondedAt,
      foldedInto: null,
      foldedFrom: null,
    };
    await this.rows.leads.setStatus(manager, lead, new Date(this.router.now()));
    await this.note(manager, { ...lead, status: was }, folded.status);
    await this.takeAlong(manager, lead, was, told);
    if (!isOpen(lead.status) || lead.isHistory) return;
    if (lead.dealerId !== null) await this.giveBack(manager, lead);
    else if (!(await this.isRouted(manager, lead))) await this.give(manager, lead);
  }

  /**
   * Leads that a person's leads stand for, and those that these stand for: `along` what counts as that person's, `left` what would
   * stand alone without them.
   */
  async part(manager: EntityManager, own: readonly LeadHandRecord[], stoodFor: readonly LeadRecord[]): Promise<{ readonly along: LeadRecord[]; readonly left: LeadRecord[] }> {
    const hands: LeadHandRecord[] = [];
    for (const lead of stoodFor) hands.push(...(await this.rows.hands.allOf(manager, lead)));
    const counted = leadsOfOnePerson(own, hands);
    const along: LeadRecord[] = [];
    const left: LeadRecord[] = [];
    const queue = [...stoodFor];
    for (const lead of queue) {
      (counted.has(lead.id) ? along : left).push(lead);
      if (counted.has(lead.id)) queue.push(...(await this.rows.leads.foldedInto(manager, lead.tenantId, [lead.id])));
    }
    // As they came, so that the oldest stands for those reached alike, however deep it was folded.
    return { along, left: left.toSorted((a, b) => a.createdAt.getTime() - b.createdAt.getTime()) };
  } // prettier-ignore

  /** Of leads that what stood for them stands for no more, gone or parted: the oldest of those reached alike stands for the others from now on. */
  async bringBackAll(manager: EntityManager, orphans: readonly LeadRecord[]): Promise<void> {
    for (const orphan of orphans) {
      const before = await this.rows.leads.standingFor(manager, orphan);
      const [wanted] = await withAsked(this.rows, manager, [orphan]);
      const other = wanted ? await twinTarget(this.rows, manager, wanted, before.id) : null;
      if (!other) await this.bringBack(manager, orphan);
      else {
        await this.rows.leads.setStatus(manager, { ...orphan, foldedInto: other.id }, new Date(this.router.now())); // prettier-ignore
        await tellApart(this.rows, this.news, manager, other, other.dealerId);
      }
    }
  }

  /** What was told of a lead goes with it, and is no more what the others are that stood for it meanwhile. */
  private async takeAlong(manager: EntityManager, lead: LeadRecord, was: LeadStatus, told: readonly LeadMoveRecord[]): Promise<void> {
    let from = was;
    for (const move of told) {
      const taken = { ...move, leadId: lead.id, id: randomUUID(), toldOn: null, from };
      await (from === move.to ? this.rows.moves.keep(manager, taken) : this.rows.moves.add(manager, taken));
      from = move.to;
    }
    for (const leadId of new Set(told.map((move) => move.leadId))) await this.letGo(manager, lead.tenantId, leadId);
  } // prettier-ignore

  /** A lead stands by what was told of it and of those it stands for still; where nobody answered that, its dealer's time begins anew. */
  private async letGo(manager: EntityManager, tenantId: string, leadId: string): Promise<void> {
    const lead = await this.rows.leads.hold(manager, tenantId, leadId);
    if (!lead || lead.status === 'FOLDED') return;
    const [route] = await this.rows.routes.of(manager, tenantId, leadId);
    const { status, reason, respondedAt } = standsBy(await this.stillTold(manager, lead), route?.routedAt ?? null); // prettier-ignore
    const now = { ...lead, status, respondedAt };
    await this.rows.leads.setStatus(manager, now, new Date(this.router.now()));
    if (status !== lead.status) await this.note(manager, now, lead.status, reason);
    if (isOpen(status) && lead.respondedAt !== null) await this.restart(manager, now);
  }

  /** Moves of a lead but those that were told of one it stands for no more. */
  private async stillTold(manager: EntityManager, lead: LeadRecord): Promise<LeadMoveRecord[]> {
    const moves = await this.rows.moves.everyOf(manager, lead.tenantId, lead.id);
    const parted = new Set<string>();
    for (const id of new Set(moves.flatMap(({ toldOn }) => toldOn ?? []))) {
      const named = await this.rows.leads.find(manager, lead.tenantId, id);
      if (named && !(await isStoodForBy(this.rows, manager, named, lead.id))) parted.add(id);
    }
    return moves.filter(({ toldOn }) => toldOn === null || !parted.has(toldOn));
  }

  /** Its dealer gets a lead back: told again, under an id of its own. */
  private async giveBack(manager: EntityManager, lead: LeadRecord): Promise<void> {
    const { tenantId, id: leadId, identityId, dealerId } = lead;
    await this.restart(manager, lead);
    await this.news.tell(manager, { what: 'RETURNED', tenantId, leadId, identityId, dealerId, since: new Date(this.router.now()) }); // prettier-ignore
    await tellApart(this.rows, this.news, manager, lead, dealerId);
  }

  /** The dealer of a lead that nobody answered has as long to as if they were given it now. */
  private async restart(manager: EntityManager, lead: LeadRecord): Promise<void> {
    if (lead.respondedAt !== null || lead.dealerId === null || lead.isHistory) return;
    await this.rows.leads.assign(manager, lead, { dealerId: lead.dealerId, ...(await this.router.clockOf(manager, lead.tenantId, lead.dealerId)) }); // prettier-ignore
  }

  private async give(manager: EntityManager, lead: LeadRecord): Promise<void> {
    const now = this.router.now();
    const { tenantId, id: leadId, identityId } = lead;
    const askedDealerId = (await this.rows.hands.find(manager, tenantId, leadId))?.hand.askedDealerId ?? null;
    const { reasons, ...assigned } = await this.router.assign(manager, { ...lead, askedDealerId }, now);
    const { dealerId } = assigned;
    await this.rows.leads.assign(manager, lead, assigned);
    await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause: 'MADE', reasons, routedAt: new Date(now) }); // prettier-ignore
    await this.news.tell(manager, { what: 'MADE', tenantId, leadId, identityId, dealerId });
    await tellApart(this.rows, this.news, manager, lead, dealerId);
  }

  private async isRouted(manager: EntityManager, { tenantId, id }: LeadRecord): Promise<boolean> {
    return (await this.rows.routes.of(manager, tenantId, id)).length > 0;
  }

  /** A lead that nobody answers for gets the dealer of the one it stands for. */
  private async takeOver(manager: EntityManager, standing: LeadRecord, folded: LeadRecord): Promise<void> {
    const { tenantId, id: leadId, identityId } = standing;
    const { dealerId } = folded;
    await this.rows.leads.assign(manager, standing, folded);
    const reasons = [{ code: 'HAD_THE_OTHER' as const, dealerId, sentence: 'They had a lead that this one stands for now' }];
    await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause: 'JOINED', reasons, routedAt: new Date(this.router.now()) });
    await this.news.tell(manager, { what: standing.isHistory ? 'MADE' : 'ROUTED', tenantId, leadId, identityId, dealerId });
    await tellApart(this.rows, this.news, manager, standing, dealerId);
  } // prettier-ignore

  private async change(manager: EntityManager, lead: LeadRecord, from: LeadStatus): Promise<void> {
    await this.rows.leads.setStatus(manager, lead, new Date(this.router.now()));
    await this.note(manager, lead, from);
  }

  private async note(manager: EntityManager, { tenantId, id: leadId, status: to }: LeadRecord, from: LeadStatus, reason: LostReason | null = null): Promise<void> {
    const now = new Date(this.router.now());
    await this.rows.moves.add(manager, { tenantId, leadId, id: randomUUID(), from, to, reason, note: null, toldOn: null, movedBy: 'CAROUSEL', moverId: null, movedAt: now, recordedAt: now });
  } // prettier-ignore
}
