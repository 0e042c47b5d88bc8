import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { RouteCause, RouteReason } from '../../../models/lead/lead-route.js';
import type { LeadRouteEntity } from '../../../models/lead/lead-route.entity.js';
import { isOpen, type LeadStatus } from '../../../models/lead/lead-status.js';
import { writeAgain } from '../../platform/write-again.js';
import { LeadPeople } from '../folding/lead-people.js';
import { tellApart } from '../folding/tell-apart.js';
import { LeadNews } from '../lead-news.service.js';
import { LeadRows } from '../lead-rows.js';
import { LeadRouter } from './lead-router.js';

/** What became of a lead that was to get another dealer. */
export type RerouteOutcome =
  | { readonly kind: 'ROUTED'; readonly lead: LeadRecord }
  | { readonly kind: 'NOT_FOUND' }
  /** Nobody works on it any more. */
  | { readonly kind: 'CLOSED'; readonly status: LeadStatus }
  /** It stays where it is. */
  | { readonly kind: 'NOBODY'; readonly reasons: readonly RouteReason[] };

interface Asked {
  readonly tenantId: string;
  readonly leadId: string;
  readonly cause: RouteCause;
  readonly isStillDue: (lead: LeadRecord) => boolean;
}

/** Gives leads to another dealer, and tells why. */
@Injectable()
export class LeadRouting {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: LeadRows,
    private readonly people: LeadPeople,
    private readonly router: LeadRouter,
    private readonly news: LeadNews,
  ) {}

  /**
   * Gives a lead to the next dealer, passing over everyone who had it. Their time to answer begins now.
   * @param isStillDue asked once the lead is held: whoever came first may have done it
   */
  async reroute(
    { tenantId }: Pick<Caller, 'tenantId'>,
    leadId: string,
    cause: RouteCause,
    isStillDue: (lead: LeadRecord) => boolean = () => true,
  ): Promise<RerouteOutcome> {
    if (!z.uuid().safeParse(leadId).success) return { kind: 'NOT_FOUND' };
    await this.router.warmUp(tenantId);
    const asked = { tenantId, leadId, cause, isStillDue };
    return writeAgain(() => this.dataSource.transaction((manager) => this.give(manager, asked)));
  }

  /** Choices of a dealer made for a lead, the newest first. */
  routes({ tenantId }: Pick<Caller, 'tenantId'>, leadId: string): Promise<LeadRouteEntity[]> {
    return this.rows.routes.of(this.dataSource.manager, tenantId, leadId);
  }

  private async give(manager: EntityManager, { tenantId, leadId, cause, isStillDue }: Asked): Promise<RerouteOutcome> {
    const now = this.router.now();
    // Their person first: a hand that joins may give it to a dealer too.
    const named = await this.rows.leads.find(manager, tenantId, leadId);
    const person = named && (await this.people.hold(manager, named));
    const lead = person && (await this.rows.leads.hold(manager, tenantId, leadId));
    if (!lead) return { kind: 'NOT_FOUND' };
    if (!isOpen(lead.status) || !isStillDue(lead)) return { kind: 'CLOSED', status: lead.status };
    const before = await this.rows.routes.of(manager, tenantId, leadId);
    const hadIt = new Set([lead.dealerId, ...before.map(({ dealerId }) => dealerId)].filter((id) => id !== null)); // prettier-ignore
    const { reasons, ...assigned } = await this.router.assign(manager, lead, now, { hadIt });
    const { dealerId } = assigned;
    if (dealerId === null) {
      if (cause === 'OVERDUE') await this.rows.leads.keepDealer(manager, lead);
      return { kind: 'NOBODY', reasons };
    }
    await this.rows.leads.assign(manager, lead, assigned);
    await this.rows.routes.add(manager, { tenantId, leadId, dealerId, cause, reasons, routedAt: new Date(now) }); // prettier-ignore
    // To whoever has everybody's leads, history is a lead only now.
    await this.news.tell(manager, { what: lead.isHistory ? 'MADE' : 'ROUTED', tenantId, leadId, identityId: lead.identityId, dealerId }); // prettier-ignore
    await tellApart(this.rows, this.news, manager, lead, dealerId);
    return { kind: 'ROUTED', lead: { ...lead, ...assigned, respondedAt: null, escalatedAt: null, isHistory: false } };
  } // prettier-ignore
}
