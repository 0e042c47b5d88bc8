import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';

/** An event of somebody erased that was taken out of the log, by the identity it came under. */
export interface RemovedEvent {
  readonly tenantId: string;
  readonly identityId: string;
}

/** SQL of `late_removals`: what whoever follows the log removed of the erased, until a receipt tells of it. */
@Injectable()
export class LateRemovalsRepository {
  constructor(private readonly dataSource: DataSource) {}

  /** Counts them, in the transaction that removes them. */
  async note(manager: EntityManager, removed: readonly RemovedEvent[]): Promise<void> {
    await manager.query(
      `insert into late_removals as l (tenant_id, identity_id, events, removed_at)
       select tenant_id, identity_id, count(*), now() from unnest($1::uuid[], $2::uuid[]) as r (tenant_id, identity_id)
       group by 1, 2 order by 1, 2
       on conflict (tenant_id, identity_id) do update set events = l.events + excluded.events, removed_at = excluded.removed_at`,
      [removed.map(({ tenantId }) => tenantId), removed.map(({ identityId }) => identityId)],
    );
  }

  /** How many events of these identities there were, told once: they are forgotten here. */
  async take(manager: EntityManager, tenantId: string, identityIds: readonly string[]): Promise<number> {
    const [row]: { events: number }[] = await manager.query(
      `with told as (delete from late_removals where tenant_id = $1 and identity_id = any($2) returning events)
       select coalesce(sum(events), 0)::float8 as events from told`,
      [tenantId, identityIds],
    );
    return row?.events ?? 0;
  }

  /** Forgets what no receipt took up within a day: it came after its erasure was over. */
  async forget(): Promise<void> {
    await this.dataSource.query(`delete from late_removals where removed_at < now() - interval '1 day'`);
  }
}
