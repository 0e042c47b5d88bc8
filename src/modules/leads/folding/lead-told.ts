import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import { isOpen, type LeadStatus, type LostReason } from '../../../models/lead/lead-status.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { LeadRows } from '../lead-rows.js';
import { LeadRouter } from '../routing/lead-router.js';
import { counting, standsBy } from './stands-by.js';
import { TiesRepository } from './ties.repository.js';

/** What was told of leads: it goes with the lead it was told of, and with whatever stands for that one. The caller holds all people. */
@Injectable()
export class LeadTold {
  constructor(
    private readonly rows: LeadRows,
    private readonly ties: TiesRepository,
    private readonly router: LeadRouter,
  ) {}

  /**
   * What was told of a lead and of all it stands for goes to the lead that stands for it now, itself for one, out of those that stood
   * for it: one move after the other, under the keys they were told under. Returns the standing lead as it stands by that, and the ids
   * of those that stood for it.
   */
  async gather(manager: EntityManager, lead: LeadRecord, into: LeadRecord): Promise<{ readonly lead: LeadRecord; readonly left: readonly string[] }> {
    const stoodFor = await this.ties.standsFor(manager, lead);
    const moves = (await this.rows.moves.keptElsewhere(manager, lead.tenantId, stoodFor)).filter(({ leadId }) => leadId !== into.id);
    if (moves.length === 0) return { lead: into, left: [] };
    const own = counting(await this.rows.moves.everyOf(manager, into.tenantId, into.id)).at(-1);
    let { status } = into;
    for (const move of moves) {
      // What was told of the standing lead since counts.
      const to = own && own.recordedAt > move.recordedAt ? status : move.to;
      await this.rows.moves.leave(manager, move);
      const taken = { ...move, leadId: into.id, toldOn: move.toldOn === into.id ? null : move.toldOn };
      if (to === move.to && to !== status) await this.rows.moves.add(manager, { ...taken, from: status }, randomUUID());
      else await this.rows.moves.keep(manager, { ...taken, from: move.to });
      status = to;
    }
    const respondedAt = into.respondedAt ?? standsBy(moves, await this.routedAt(manager, into)).respondedAt;
    const now = { ...into, status, respondedAt };
    await this.rows.leads.setStatus(manager, now, new Date(this.router.now()));
    return { lead: now, left: moves.map(({ leadId }) => leadId) };
  } // prettier-ignore

  /** Whether a lead was told to be sold or lost before the other was raised: who asks again after that wants something else. */
  async isOverBefore(manager: EntityManager, lead: LeadRecord, { createdAt }: LeadRecord): Promise<boolean> {
    const moves = await this.rows.moves.keptElsewhere(
      manager,
      lead.tenantId,
      await this.ties.standsFor(manager, lead),
    );
    const last = counting(moves).at(-1);
    return last !== undefined && !isOpen(last.to) && last.recordedAt <= createdAt;
  }

  /** Nothing counts any more that was told of leads which are to be removed; returns the ids of those that stood for them. */
  async forget(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<readonly string[]> {
    const moves = await this.rows.moves.keptElsewhere(manager, tenantId, ids);
    for (const move of moves) await this.rows.moves.leave(manager, move);
    return moves.map(({ leadId }) => leadId);
  }

  /** Leads stand by what was told of them and of those they stand for still; where nobody answered that, their dealers' time begins anew. */
  async settle(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<void> {
    for (const id of [...new Set(ids)].toSorted()) {
      const lead = await this.rows.leads.hold(manager, tenantId, id);
      if (lead) await this.standAnew(manager, lead, await this.rows.moves.everyOf(manager, tenantId, id));
    }
  }

  /** The dealer of a lead that nobody answered has as long to as if they were given it now. */
  async restart(manager: EntityManager, lead: LeadRecord): Promise<void> {
    if (lead.respondedAt !== null || lead.dealerId === null || lead.isHistory) return;
    await this.rows.leads.assign(manager, lead, { dealerId: lead.dealerId, ...(await this.router.clockOf(manager, lead.tenantId, lead.dealerId)) }); // prettier-ignore
  }

  /** Notes a move of Carousel's own to where a lead stands now. */
  async note(manager: EntityManager, { tenantId, id: leadId, status: to }: LeadRecord, from: LeadStatus, reason: LostReason | null = null): Promise<void> {
    const now = new Date(this.router.now());
    await this.rows.moves.add(manager, { tenantId, leadId, id: randomUUID(), from, to, reason, note: null, toldOn: null, movedBy: 'CAROUSEL', moverId: null, movedAt: now, recordedAt: now });
  } // prettier-ignore

  private async standAnew(
    manager: EntityManager,
    lead: LeadRecord,
    moves: readonly LeadMoveRecord[],
  ): Promise<void> {
    const { status, reason, respondedAt } = standsBy(moves, await this.routedAt(manager, lead));
    const isFolded = lead.status === 'FOLDED';
    const now = { ...lead, respondedAt, ...(isFolded ? { foldedFrom: status } : { status }) };
    await this.rows.leads.setStatus(manager, now, new Date(this.router.now()));
    if (isFolded) return;
    if (status !== lead.status) await this.note(manager, now, lead.status, reason);
    if (isOpen(status) && lead.respondedAt !== null) await this.restart(manager, now);
  }

  private async routedAt(manager: EntityManager, { tenantId, id }: LeadRecord): Promise<Date | null> {
    return (await this.rows.routes.of(manager, tenantId, id))[0]?.routedAt ?? null;
  }
}
