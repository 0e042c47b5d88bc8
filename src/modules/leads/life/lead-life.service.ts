import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { isOpen, type LeadStatus, type LeadStep } from '../../../models/lead/lead-status.js';
import { LeadNotes } from '../../events/lead-notes.service.js';
import { Clock } from '../../platform/clock.js';
import { writeAgain } from '../../platform/write-again.js';
import { LeadPeople } from '../folding/lead-people.js';
import type { LeadProblem } from '../lead-problems.js';
import { LeadRows } from '../lead-rows.js';
import { moveKeyInUse, moveProblems, timeProblems, type LeadMoveWish } from './lead-move-problems.js';
import { mayMove, movesFrom } from './may-move.js';
import { moveIdOf } from './moves.repository.js';
import { holdStanding, rivalOf } from './standing-lead.js';

export type { LeadMoveWish } from './lead-move-problems.js';

/** What became of a move. */
export type LeadMoveOutcome =
  /** It counts. `isNew` is false where it was told before, or the lead stood there already. */
  | { readonly kind: 'MOVED'; readonly lead: LeadRecord; readonly isNew: boolean }
  | { readonly kind: 'NOT_FOUND' }
  /** No way leads there; `openLeadId` is the newer lead of the same person and interest that is worked on instead. */
  | { readonly kind: 'NOT_ALLOWED'; readonly from: LeadStatus; readonly allowed: readonly LeadStep[]; readonly openLeadId: string | null } // prettier-ignore
  | { readonly kind: 'INVALID'; readonly problems: readonly LeadProblem[] };

/** The same, and in whose history a move was noted. */
type Placed = LeadMoveOutcome & { readonly whose?: LeadRecord };

/** Moves leads from one state to the next, and keeps how they got there. */
@Injectable()
export class LeadLife {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly notes: LeadNotes,
    private readonly clock: Clock,
  ) {}

  /**
   * Moves a lead, or the lead that stands for it; durable when the promise resolves, and noted in the log as `LEAD_MOVED`.
   * Told again under its key, it counts once. By a dealer's key only leads of that dealer are moved.
   * The caller makes sure that a dealer it names is the tenant's.
   */
  async move(caller: Pick<Caller, 'tenantId' | 'dealerId'>, leadId: string, wish: LeadMoveWish): Promise<LeadMoveOutcome> {
    const problems = moveProblems(wish, this.clock.now());
    if (problems.length > 0) return { kind: 'INVALID', problems };
    if (!z.uuid().safeParse(leadId).success) return { kind: 'NOT_FOUND' };
    const outcome = await writeAgain(() => this.dataSource.transaction((manager) => this.place(manager, caller, leadId, wish)));
    if (outcome.kind !== 'MOVED') return outcome;
    const { whose, ...moved } = outcome;
    if (whose) this.notes.wake([whose]);
    return moved;
  } // prettier-ignore

  /** How a lead got where it stands, the first move first. */
  moves({ tenantId }: Pick<Caller, 'tenantId'>, leadId: string): Promise<LeadMoveRecord[]> {
    return this.rows.moves.of(this.dataSource.manager, tenantId, leadId);
  }

  private async place(manager: EntityManager, { tenantId, dealerId: own }: Pick<Caller, 'tenantId' | 'dealerId'>, leadId: string, wish: LeadMoveWish): Promise<Placed> {
    const standing = await holdStanding(this.rows, this.people, manager, { tenantId, leadId }, wish.to);
    const named = standing && (isTheirs(standing.lead, own) ? standing.lead : await this.rows.leads.find(manager, tenantId, leadId));
    if (!standing || !named || !isTheirs(named, own)) return { kind: 'NOT_FOUND' };
    const { lead, person } = standing;
    const id = moveIdOf(tenantId, leadId, wish.by.id, wish.key);
    const known = await this.rows.moves.find(manager, tenantId, id);
    if (known && known.to !== wish.to) return { kind: 'INVALID', problems: [moveKeyInUse] };
    if (known) return { kind: 'MOVED', lead: named, isNew: false };
    // Theirs is folded, and what stands for it is another dealer's: they are told so, and not whose.
    if (!isTheirs(lead, own)) return notAllowed(named.status, null, own);
    const raisedAt = await this.rows.hands.firstRaised(manager, lead);
    const problems = timeProblems(wish.at, raisedAt);
    if (problems.length > 0) return { kind: 'INVALID', problems };
    if (lead.status === wish.to) {
      // Its key counts all the same: told again later, it must not take the lead back here.
      const kept = await this.rows.moves.keep(manager, moveOf({ ...lead, raisedAt, named: leadId }, id, wish, new Date(this.clock.now())));
      // An answer all the same, of a dealer who has the lead since another told this.
      const answered = { ...lead, respondedAt: lead.respondedAt ?? (wish.to === 'NEW' ? null : kept.movedAt) };
      await this.rows.leads.setStatus(manager, answered, kept.recordedAt);
      return { kind: 'MOVED', lead: answered, isNew: false };
    }
    const rival = isOpen(wish.to) && !isOpen(lead.status) ? await rivalOf(this.rows, manager, standing) : null;
    if (rival || !mayMove(lead.status, wish.to)) return notAllowed(lead.status, rival, own);
    // It is told of whoever it belongs to now.
    return this.write(manager, { ...lead, profileId: person.profileIds[0] ?? lead.profileId, raisedAt, named: leadId }, id, wish);
  } // prettier-ignore

  private async write(manager: EntityManager, { raisedAt, named, ...lead }: RaisedLead, id: string, wish: LeadMoveWish): Promise<Placed> {
    const now = new Date(this.clock.now());
    const move = moveOf({ ...lead, raisedAt, named }, id, wish, now);
    const moved = { ...lead, status: wish.to, respondedAt: lead.respondedAt ?? move.movedAt };
    await this.rows.leads.setStatus(manager, moved, now);
    await this.rows.moves.add(manager, move);
    const whose = named === lead.id ? moved : ((await this.asNow(manager, lead.tenantId, named)) ?? moved);
    await this.notes.addMove(manager, whose, { ...move, leadId: whose.id });
    return { kind: 'MOVED', lead: moved, isNew: true, whose };
  } // prettier-ignore

  /** A lead with the profile its identity leads to now: what is told of it by its id is its person's, whatever stands for it. */
  private async asNow(manager: EntityManager, tenantId: string, leadId: string): Promise<LeadRecord | null> {
    const lead = await this.rows.leads.hold(manager, tenantId, leadId);
    const owners = await this.people.ownersOf(manager, lead ? [lead] : []);
    return lead && { ...lead, profileId: owners.get(lead.identityId ?? '') ?? lead.profileId };
  } // prettier-ignore
}

/** A lead, when it was raised (milliseconds since the epoch), and the id by which it was told of: its own, or of one it stands for. */
type RaisedLead = LeadRecord & { readonly raisedAt: number; readonly named: string };

/** No lead was moved before it was raised, or will be. */
function moveOf(lead: RaisedLead, id: string, { to, reason, note, at, by }: LeadMoveWish, now: Date) {
  const { tenantId, id: leadId, status: from, raisedAt, named } = lead;
  const toldOn = named === leadId ? null : named;
  const movedAt = new Date(Math.max(raisedAt, Math.min(at, now.getTime())));
  return { tenantId, leadId, id, toldOn, from, to, reason: reason ?? null, note: note ?? null, movedBy: by.kind, moverId: by.id, movedAt, recordedAt: now }; // prettier-ignore
}

/** Whether a dealer's key may know of a lead; of a key that is of no dealer it is not asked. */
function isTheirs(lead: LeadRecord, own: string | undefined): boolean {
  return own === undefined || lead.dealerId === own;
}

function notAllowed(from: LeadStatus, rival: LeadRecord | null, own: string | undefined): LeadMoveOutcome {
  const allowed = movesFrom(from).filter((step) => !rival || !isOpen(step));
  return { kind: 'NOT_ALLOWED', from, allowed, openLeadId: rival && isTheirs(rival, own) ? rival.id : null };
}
