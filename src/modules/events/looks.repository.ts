import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { EventType } from '../../models/event/event-type.js';

/** One look at a car. */
export interface Look {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly vehicleId: string | null;
  readonly make: string | null;
  readonly model: string | null;
}

/** Looks of one device, newest first, the last of which no other has followed for a while. */
export interface LooksInARow {
  readonly tenantId: string;
  readonly looks: readonly Look[];
}

/** Which looks are asked for. */
export interface LooksAsked {
  /** The last look came in after this instant, and until that one. */
  readonly after: Date;
  readonly until: Date;
  /** No other followed within so long. */
  readonly pauseMs: number;
  /** Most looks in a row, and most rows, some of them where there are more. */
  readonly mostLooks: number;
  readonly most: number;
}

/**
 * Deeds by which people go from car to car: neither a list put before them nor an offer of ours, from which we would learn
 * what we showed; and only what is kept of them because they allow it, not what they asked for or told us.
 */
const looking: readonly EventType[] = [
  'VEHICLE_VIEWED',
  'VEHICLE_CONFIGURED',
  'VEHICLE_SAVED',
  'VEHICLE_COMPARED',
  'PAYMENT_ESTIMATED',
];

/** Reads from `events` how people went from car to car. */
@Injectable()
export class LooksRepository {
  /** The last look tells whose rows are read, by when they came in; then each row along its device's index, a day back. */
  async ended(manager: EntityManager, asked: LooksAsked): Promise<LooksInARow[]> {
    const { after, until, pauseMs, mostLooks, most } = asked;
    return manager.query(
      `with last as (
         select tenant_id, identity_id, max(occurred_at) as at from events
         where received_at > $1 and received_at <= $2 and type = any($3) and identity_id is not null and vehicle is not null
         group by tenant_id, identity_id
       ), ended as (
         select tenant_id, identity_id, at from last l
         where not exists (
           select from events e
           where e.tenant_id = l.tenant_id and e.identity_id = l.identity_id and e.received_at > $1
             and e.occurred_at > l.at and e.occurred_at <= l.at + $4 * interval '1 millisecond'
             and e.type = any($3) and e.vehicle is not null)
         order by identity_id limit $6
       )
       select tenant_id as "tenantId", row.looks
       from ended, lateral (
         select jsonb_agg(look order by occurred_at desc, seq desc) as looks
         from (
           select occurred_at, seq, jsonb_build_object('at', (extract(epoch from occurred_at) * 1000)::bigint,
             'vehicleId', vehicle ->> 'vehicleId', 'make', vehicle ->> 'make', 'model', vehicle ->> 'model') as look
           from events e
           where e.tenant_id = ended.tenant_id and e.identity_id = ended.identity_id
             and e.occurred_at > ended.at - interval '1 day' and e.occurred_at <= ended.at
             and e.received_at > $1::timestamptz - interval '2 days' and e.type = any($3) and e.vehicle is not null
           order by occurred_at desc, seq desc limit $5
         ) newest
       ) row`,
      [after, until, looking, pauseMs, mostLooks, most],
    );
  }
}
