import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventReplayEntity } from '../../../models/event/event-replay.entity.js';
import type { ReplayFilter } from '../../../models/event/replay-filter.js';
import { reportedEventSchema, type ReportedEvent } from '../../../models/event/reported-event.js';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';

/** A rejected event of which all is understood but what happened. */
export interface Replayable {
  readonly id: string;
  readonly sourceId: string;
  readonly reported: ReportedEvent;
}

/** Why a replayed event is still none. */
export interface Reason {
  readonly id: string;
  readonly code: string;
  readonly message: string;
}

/** What one stride came to. */
export type Stride = Pick<EventReplayEntity, 'accepted' | 'duplicates' | 'withheld' | 'stillRejected'>;

const chosen = `tenant_id = $1 and sealed_reported is not null
  and ($2::uuid[] is null or id = any($2)) and ($3::text is null or name = $3)
  and ($4::timestamptz is null or received_at >= $4) and received_at <= $5`;

/** SQL of `event_replays`, and of `rejected_events` as far as replays change them. */
@Injectable()
export class ReplaysRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  /** Writes a new replay, with how many events it is about; null, and nothing, where there are none. Old ones are forgotten. */
  async begin(replay: EventReplayEntity, forgetUntil: Date): Promise<EventReplayEntity | null> {
    return this.dataSource.transaction(async (manager) => {
      const { tenantId } = replay;
      await manager.query('delete from event_replays where tenant_id = $1 and created_at < $2', [tenantId, forgetUntil]); // prettier-ignore
      const rows: { total: number }[] = await manager.query(
        `select count(*)::integer as total from rejected_events where ${chosen}`,
        parametersOf(replay),
      );
      replay.total = rows[0]?.total ?? 0;
      return replay.total === 0 ? null : manager.save(EventReplayEntity, replay);
    });
  }

  find(tenantId: string, id: string): Promise<EventReplayEntity | null> {
    return this.dataSource.manager.findOneBy(EventReplayEntity, { tenantId, id });
  }

  /** The next events of a replay, in order of id. */
  async next(replay: EventReplayEntity, limit: number): Promise<Replayable[]> {
    const rows: { id: string; sourceId: string; sealed: string }[] = await this.dataSource.query(
      `select id, source_id as "sourceId", sealed_reported as sealed from rejected_events
       where ${chosen} and ($6::uuid is null or id > $6) order by id limit $7`,
      [...parametersOf(replay), replay.doneUntil, limit],
    );
    return rows.map(({ sealed, ...row }) => {
      const json = this.ring.open(sealedColumns.rejectedReport, replay.tenantId, sealed);
      return { ...row, reported: reportedEventSchema.parse(JSON.parse(json)) };
    });
  }

  /**
   * Writes down a stride: taken events are gone, those still wrong keep their new reason, the replay moves on. False when
   * another worker moved it on before; then nothing is written.
   */
  step(
    replay: EventReplayEntity,
    came: { readonly taken: readonly string[]; readonly wrong: readonly Reason[]; readonly until: string },
    counts: Stride,
  ): Promise<boolean> {
    const { tenantId, id, doneUntil } = replay;
    const { taken, wrong, until } = came;
    return this.dataSource.transaction(async (manager) => {
      const rows: unknown[] = await manager.query(
        `with moved as (
           update event_replays set done_until = $4, done = done + $5, accepted = accepted + $6, duplicates = duplicates + $7,
             withheld = withheld + $8, still_rejected = still_rejected + $9
           where tenant_id = $1 and id = $2 and done_until is not distinct from $3::uuid returning 1
         ) select 1 from moved`,
        [tenantId, id, doneUntil, until, taken.length + wrong.length, counts.accepted, counts.duplicates, counts.withheld, counts.stillRejected], // prettier-ignore
      );
      if (rows.length === 0) return false;
      await this.settle(manager, tenantId, taken, wrong);
      return true;
    });
  }

  async finish({ tenantId, id }: EventReplayEntity, finishedAt: Date): Promise<void> {
    await this.dataSource.manager.update(EventReplayEntity, { tenantId, id }, { finishedAt });
  }

  private async settle(
    manager: EntityManager,
    tenantId: string,
    taken: readonly string[],
    wrong: readonly Reason[],
  ): Promise<void> {
    await manager.query('delete from rejected_events where tenant_id = $1 and id = any($2::uuid[])', [tenantId, taken]); // prettier-ignore
    await manager.query(
      `update rejected_events r set code = w.code, message = w.message
       from unnest($2::uuid[], $3::text[], $4::text[]) as w (id, code, message)
       where r.tenant_id = $1 and r.id = w.id`,
      [
        tenantId,
        wrong.map((one) => one.id),
        wrong.map(({ code }) => code),
        wrong.map(({ message }) => message),
      ],
    );
  }
}

function parametersOf({ tenantId, filter, createdAt }: EventReplayEntity): unknown[] {
  const { ids, name, receivedSince }: ReplayFilter = filter;
  return [tenantId, ids ?? null, name ?? null, receivedSince ?? null, createdAt];
}
