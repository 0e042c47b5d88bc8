import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { HandoverStatus, HandoverSubject } from '../../../models/handover/handover-delivery.entity.js';
import type { LeadMoved, LeadNewsItem } from '../../../models/lead/lead-news.js';
import type { AfterTry, Delivery } from './delivery.js';

/** A delivery, and whose it is. */
export interface DeliveryKey {
  readonly tenantId: string;
  readonly id: string;
}

/** Which deliveries to list. */
export interface DeliveryFilter {
  readonly status: HandoverStatus | null;
  readonly leadId: string | null;
  readonly targetId: string | null;
}

type Made = Extract<LeadNewsItem, { what: 'MADE' | 'JOINED' | 'ROUTED' | 'RETURNED' }>;
/** What webhooks are told of a lead they have. */
interface Notice {
  readonly tenantId: string;
  readonly leadId: string;
  readonly subject: HandoverSubject;
  readonly move: LeadMoved | null;
}

const columns = `d.tenant_id as "tenantId", d.id, d.position, d.target_id as "targetId", d.lead_id as "leadId",
  d.identity_id as "identityId", d.subject, d.occasion, d.move, d.status, d.is_resent as "isResent", d.tries,
  d.created_at as "createdAt", d.asked_at as "askedAt", d.due_at as "dueAt", d.claimed_by as "claimedBy",
  d.claimed_until as "claimedUntil", d.last_failure as "lastFailure", d.settled_at as "settledAt"`;
const made = `insert into handover_deliveries (tenant_id, id, target_id, lead_id, identity_id, subject, occasion, move, status,
  is_resent, tries, created_at, asked_at, due_at)`;
const fresh = `'PENDING', false, 0, $4::timestamptz, $4::timestamptz, $4::timestamptz`;

/** SQL of `handover_deliveries`. */
@Injectable()
export class HandoverDeliveriesRepository {
  constructor(private readonly dataSource: DataSource) {}

  /**
   * A delivery of the lead for every target that is to have it, in the transaction that makes the lead; each once. Whoever has
   * everybody's has one that is only routed, or comes back.
   */
  async addLead(manager: EntityManager, news: Made, occasion: string, now: Date): Promise<void> {
    const { tenantId, leadId, identityId, dealerId } = news;
    await manager.query(
      `${made} select t.tenant_id, gen_random_uuid(), t.id, $2, $3::uuid, $7, $5, null, ${fresh}
       from handover_targets t where t.tenant_id = $1 and (t.dealer_id = $6::uuid or (t.dealer_id is null and $8))
       on conflict (tenant_id, target_id, lead_id, occasion) do nothing`,
      [
        tenantId,
        leadId,
        identityId,
        now,
        occasion,
        dealerId,
        news.what === 'JOINED' ? 'HAND' : 'LEAD',
        news.what === 'MADE' || news.what === 'JOINED',
      ],
    );
  }

  /**
   * A delivery of the news for every webhook that was handed the lead; each once. Those of dealers who have it no more are
   * withdrawn when they are tried; that it was routed goes to those who have everybody's only.
   */
  async addNotice(manager: EntityManager, { tenantId, leadId, subject, move }: Notice, occasion: string, now: Date): Promise<void> {
    await manager.query(
      `${made} select d.tenant_id, gen_random_uuid(), d.target_id, d.lead_id, d.identity_id, $6, $5, $3::jsonb, ${fresh}
       from (select distinct on (h.target_id) h.tenant_id, h.target_id, h.lead_id, h.identity_id from handover_deliveries h
         where h.tenant_id = $1 and h.lead_id = $2 and h.subject = 'LEAD' and h.status <> 'WITHDRAWN'
         order by h.target_id, h.position desc) d
       join handover_targets t on t.tenant_id = d.tenant_id and t.id = d.target_id
       where t.kind = 'WEBHOOK' and ($6 <> 'ROUTED' or t.dealer_id is null)
       on conflict (tenant_id, target_id, lead_id, occasion) do nothing`,
      [tenantId, leadId, move && JSON.stringify(move), now, occasion, subject],
    );
  } // prettier-ignore

  /**
   * Takes deliveries that are due for a while, so that no other worker sends them meanwhile; who dies with them is waited for so
   * long. Of one lead a target gets one after the other, and a target that is slow keeps no more than `most` of them.
   */
  claim(by: string, limit: number, most: number, seconds: number, now: Date): Promise<Delivery[]> {
    const isFree = `(d.claimed_until is null or d.claimed_until < now())`;
    return this.dataSource
      .query<[Delivery[], number]>(
        // Targets for which something waits, one step of the index each: however many there are, nothing waits for most of them.
        `with recursive waiting as (
           (select tenant_id, target_id from handover_deliveries where status = 'PENDING' order by tenant_id, target_id limit 1)
           union all
           select n.* from waiting w cross join lateral (
             select tenant_id, target_id from handover_deliveries
             where status = 'PENDING' and (tenant_id, target_id) > (w.tenant_id, w.target_id)
             order by tenant_id, target_id limit 1) n
         ), ready as (
           select d.position, d.due_at from waiting t cross join lateral (
             select d.position, d.due_at from handover_deliveries d
             where d.tenant_id = t.tenant_id and d.target_id = t.target_id and d.status = 'PENDING' and d.due_at <= $5 and ${isFree}
               and not exists (select from handover_deliveries e
                 where e.tenant_id = d.tenant_id and e.lead_id = d.lead_id and e.target_id = d.target_id
                   and e.status = 'PENDING' and not e.is_resent and e.position < d.position)
             order by d.due_at, d.position
             limit greatest(0, $3::int - (select count(*) from handover_deliveries h where h.tenant_id = t.tenant_id
               and h.target_id = t.target_id and h.status = 'PENDING' and h.claimed_until >= now()))
           ) d order by d.due_at, d.position limit $2
         ), taken as (
           select d.position from handover_deliveries d
           where d.position in (select position from ready) and d.status = 'PENDING' and ${isFree}
           for update skip locked
         )
         update handover_deliveries d set claimed_by = $1, claimed_until = now() + make_interval(secs => $4), tries = d.tries + 1
         from taken where d.position = taken.position returning ${columns}`,
        [by, limit, most, seconds, now],
      )
      .then(([rows]) => rows);
  }

  /** Notes what a try came to, unless another worker has it by now; that it was accepted counts all the same. */
  async note({ tenantId, id, claimedBy, askedAt }: Delivery, after: AfterTry): Promise<void> {
    await this.dataSource.query(
      `update handover_deliveries set status = $5, due_at = $6, last_failure = $7, settled_at = $8, claimed_by = null, claimed_until = null
       where tenant_id = $1 and id = $2 and status = 'PENDING' and asked_at = $4 and ($5 = 'DELIVERED' or claimed_by = $3)`,
      [tenantId, id, claimedBy, askedAt, after.status, after.dueAt, after.lastFailure, after.settledAt],
    );
  }

  async find({ tenantId, id }: DeliveryKey): Promise<Delivery | null> {
    const [row]: Delivery[] = await this.dataSource.query(
      `select ${columns} from handover_deliveries d where d.tenant_id = $1 and d.id = $2`,
      [tenantId, id],
    );
    return row ?? null;
  }

  /** Has a delivery that is over tried once more; one that waits is tried now, and given as long again. `tell` is of the same transaction. */
  async resend({ tenantId, id }: DeliveryKey, now: Date, tell: (manager: EntityManager) => Promise<void>): Promise<void> {
    await this.dataSource.transaction(async (manager) => {
      await manager.query(
        `update handover_deliveries set status = 'PENDING', is_resent = is_resent or status <> 'PENDING',
           tries = case when status = 'PENDING' then tries else 0 end, asked_at = $3, due_at = $3, settled_at = null
         where tenant_id = $1 and id = $2`,
        [tenantId, id, now],
      );
      await tell(manager);
    });
  } // prettier-ignore

  /** Newest first. `before` is the (createdAt ISO, id) of the delivery before the page. */
  list(
    tenantId: string,
    { status, leadId, targetId }: DeliveryFilter,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<Delivery[]> {
    return this.dataSource.query(
      `select ${columns} from handover_deliveries d
       where d.tenant_id = $1 and ($2::text is null or d.status = $2) and ($3::uuid is null or d.lead_id = $3)
         and ($4::uuid is null or d.target_id = $4)
         and ($5::timestamptz is null or (d.created_at, d.id) < ($5::timestamptz, $6::uuid))
       order by d.created_at desc, d.id desc limit $7`,
      [tenantId, status, leadId, targetId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
  }

  /** Removes a delivery: there is nothing to hand over any more. */
  async remove({ tenantId, id }: DeliveryKey): Promise<void> {
    await this.dataSource.query('delete from handover_deliveries where tenant_id = $1 and id = $2', [tenantId, id]); // prettier-ignore
  }

  /** Forgets what was accepted or given up before then. */
  async forget(settledBefore: Date): Promise<void> {
    await this.dataSource.query(
      `delete from handover_deliveries where status <> 'PENDING' and settled_at < $1`,
      [settledBefore],
    );
  }
}
