import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { JsonObject } from '../../models/event/event-envelope.js';
import type { Person } from '../../models/rights/personal-data.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { LateRemovalsRepository } from './late-removals.repository.js';
import { wholeEvent } from './personal/parted-event.js';

/** Read at once, so that one person's long history does not fill the memory. */
const pageRows = 1_000;
/** Readers of the log wait for every transaction that writes, so none of ours may be long. */
const erasedAtOnce = 5_000;

/** An event as it is shown to the person it is about. */
interface ShownEvent {
  readonly type: string;
  readonly name: string;
  readonly occurredAt: Date;
  readonly receivedAt: Date;
  readonly source: string;
  readonly vehicle: object | null;
  readonly properties: JsonObject;
  readonly context: JsonObject | null;
}

/** A place in a person's history. */
type Place = readonly [occurredAt: string, seq: string];

/** SQL of one person's events: all of them, to be shown or erased. */
@Injectable()
export class PersonalEventsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
    private readonly late: LateRemovalsRepository,
  ) {}

  /** Everything a person did, the oldest first. */
  async *events({ tenantId, identityIds }: Person): AsyncGenerator<ShownEvent> {
    let after: Place | null = null;
    for (;;) {
      const rows: (ShownEvent & { place: Place; sealed: string | null })[] = await this.page(tenantId, identityIds, after); // prettier-ignore
      for (const { place, sealed, ...event } of rows) {
        const personal = sealed && this.ring.open(sealedColumns.eventPersonal, tenantId, sealed);
        yield personal ? { ...event, ...wholeEvent(event, personal) } : event;
        after = place;
      }
      if (rows.length < pageRows) return;
    }
  }

  /**
   * Removes some of a person's events, and once none of these are left, some notes of our own about their profiles; says how
   * many of each. Those that followers of the log came upon meanwhile count with them. None are left when it finds none.
   */
  async erase(
    manager: EntityManager,
    { tenantId, identityIds, profileIds }: Person,
  ): Promise<{ events: number; notes: number }> {
    const found = await this.remove(manager, 'identity_id = any($2)', [tenantId, identityIds]);
    const events = found + (await this.late.take(manager, tenantId, identityIds));
    if (events > 0) return { events, notes: 0 };
    const notes = await this.remove(manager, 'identity_id is null and profile_id = any($2)', [tenantId, profileIds]); // prettier-ignore
    return { events, notes };
  }

  private async remove(
    manager: EntityManager,
    which: string,
    parameters: readonly unknown[],
  ): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      `delete from events where (tableoid, ctid) in
         (select tableoid, ctid from events where tenant_id = $1 and ${which} limit ${erasedAtOnce})`,
      [...parameters],
    );
    return count;
  }

  private page(tenantId: string, identityIds: readonly string[], after: Place | null) {
    return this.dataSource.query<(ShownEvent & { place: Place; sealed: string | null })[]>(
      `select type, name, occurred_at as "occurredAt", received_at as "receivedAt", source_id as source, vehicle,
         properties, context, sealed, array[occurred_at::text, seq::text] as place
       from events where tenant_id = $1 and identity_id = any($2)
         and ($3::timestamptz is null or (occurred_at, seq) > ($3::timestamptz, $4::bigint))
       order by occurred_at, seq limit $5`,
      [tenantId, identityIds, after?.[0] ?? null, after?.[1] ?? null, pageRows],
    );
  }
}
