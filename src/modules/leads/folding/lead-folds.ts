import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import { isOpen } from '../../../models/lead/lead-status.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadRows } from '../lead-rows.js';
import { LeadRouter } from '../routing/lead-router.js';
import { withAsked } from './asked-dealers.js';
import { LeadTold } from './lead-told.js';
import { tellApart, tellFolded } from './tell-apart.js';
import { twinTarget } from './twins.js';

/** Leads that what stood for them stands for no more, gone or parted, and the leads that stand for none of them from now on. */
export interface Orphans {
  readonly leads: readonly LeadRecord[];
  readonly but: ReadonlySet<string>;
}

/** Folds a lead into another, and has it back as it was. The caller holds the people of both. */
@Injectable()
export class LeadFolds {
  constructor(
    private readonly rows: LeadRows,
    private readonly router: LeadRouter,
    private readonly news: LeadNews,
    private readonly told: LeadTold,
  ) {}

  /** From now on the other stands for the lead, and has its dealer where it has none; who has it hears what was said for this one. */
  async fold(manager: EntityManager, lead: LeadRecord, into: string): Promise<void> {
    // As it is now: another lead that folded into it just before may have given it a dealer.
    const standing = await this.rows.leads.hold(manager, lead.tenantId, into);
    if (!standing) return;
    const folded: LeadRecord = { ...lead, status: 'FOLDED', foldedInto: into, foldedFrom: lead.status };
    await this.rows.leads.setStatus(manager, folded, new Date(this.router.now()));
    await this.told.note(manager, folded, lead.status);
    if (standing.dealerId === null && lead.dealerId !== null) await this.takeOver(manager, standing, lead);
    else if (!standing.isHistory) await tellFolded(this.rows, this.news, manager, standing, lead);
  }

  /** Notes of a lead that began folded that it did. */
  async begin(manager: EntityManager, lead: LeadRecord): Promise<void> {
    await this.told.note(manager, lead, lead.foldedFrom ?? 'NEW');
  }

  /**
   * Each orphan stands alone again, or the oldest of those reached alike stands for it from now on; what was told of it goes along.
   * Returns the ids of leads that stood for them, which stand by what is left to them once all is settled.
   */
  async bringBackAll(manager: EntityManager, orphans: readonly Orphans[]): Promise<readonly string[]> {
    const stood: string[] = [];
    const apart = inAge(orphans);
    // Nothing stands for any of them before it is looked for what does: none is found by what stands for another of them still.
    for (const { lead } of apart) await this.rows.leads.setStatus(manager, { ...lead, foldedInto: null }, new Date(this.router.now()));
    for (const { lead, but } of apart) {
      const [wanted] = await withAsked(this.rows, manager, [lead]);
      const other = wanted ? await twinTarget(this.rows, manager, wanted, but) : null;
      const isUnder = other !== null && !(await this.told.isOverBefore(manager, lead, other));
      stood.push(...(await (isUnder ? this.goUnder(manager, lead, other) : this.bringBack(manager, lead))));
    }
    return stood;
  } // prettier-ignore

  /** Another lead stands for it from now on. */
  private async goUnder(
    manager: EntityManager,
    orphan: LeadRecord,
    other: LeadRecord,
  ): Promise<readonly string[]> {
    await this.rows.leads.setStatus(
      manager,
      { ...orphan, foldedInto: other.id },
      new Date(this.router.now()),
    );
    const { lead, left } = await this.told.gather(manager, orphan, other);
    await tellApart(this.rows, this.news, manager, lead, lead.dealerId);
    return left;
  }

  /**
   * A lead that nothing stands for any more is what it was, or what was told of it since, which the other is no more. Where it is open
   * and nobody answered it, its dealer is told and has as long as for any lead they get; where nobody was ever to answer it, a dealer
   * is found now.
   */
  private async bringBack(manager: EntityManager, folded: LeadRecord): Promise<readonly string[]> {
    const alone: LeadRecord = {
      ...folded,
      status: folded.foldedFrom ?? 'NEW',
      foldedInto: null,
      foldedFrom: null,
    };
    await this.rows.leads.setStatus(manager, alone, new Date(this.router.now()));
    await this.told.note(manager, alone, folded.status);
    const { lead, left } = await this.told.gather(manager, alone, alone);
    if (!isOpen(lead.status) || lead.isHistory) return left;
    if (lead.dealerId !== null) await this.giveBack(manager, lead);
    else if (!(await this.isRouted(manager, lead))) await this.give(manager, lead);
    return left;
  }

  /** Its dealer gets a lead back: told again, under an id of its own. */
  private async giveBack(manager: EntityManager, lead: LeadRecord): Promise<void> {
    const { tenantId, id: leadId, identityId, dealerId } = lead;
    await this.told.restart(manager, lead);
    await this.news.tell(manager, { what: 'RETURNED', tenantId, leadId, identityId, dealerId, since: new Date(this.router.now()) }); // prettier-ignore
    await tellApart(this.rows, this.news, manager, lead, dealerId);
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
}

/** Each orphan once, with all that it goes under no more: as they came, so that the oldest stands for those reached alike, however deep it was folded. */
function inAge(orphans: readonly Orphans[]): { readonly lead: LeadRecord; readonly but: ReadonlySet<string> }[] {
  const each = new Map<string, { lead: LeadRecord; but: Set<string> }>();
  for (const { leads, but } of orphans)
    for (const lead of leads) each.set(lead.id, { lead, but: new Set([...(each.get(lead.id)?.but ?? []), ...but]) });
  return [...each.values()].toSorted((a, b) => a.lead.createdAt.getTime() - b.lead.createdAt.getTime());
} // prettier-ignore
