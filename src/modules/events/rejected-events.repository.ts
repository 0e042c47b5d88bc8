import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { v5 as uuidv5 } from 'uuid';
import type { Caller } from '../../models/caller.js';
import type { RejectedEvent, RejectedEventEntity } from '../../models/event/rejected-event.entity.js';
import { sealedColumns } from '../../models/sealed-columns.js';
import { KeyRing } from '../platform/sealing/key-ring.js';
import { storableJson, storableText } from '../platform/storable.js';
import { namesPerson } from './names-person.js';
import type { Rejection } from './events.errors.js';

/** Kept of one tenant within a day; all are counted in metrics. */
const keptADay = 10_000;
/** Readers of the log wait for every transaction that writes, so none of ours may be long. */
const forgottenAtOnce = 10_000;
const lookedThroughAtOnce = 500;
/** Namespace of the ids. */
const rejectionIds = '0f6bd4c4-6a7b-4f0e-9d0e-3c1f2d5a9b71';

/** SQL of `rejected_events`. */
@Injectable()
export class RejectedEventsRepository {
  constructor(
    private readonly dataSource: DataSource,
    private readonly ring: KeyRing,
  ) {}

  /**
   * Keeps what could not be understood: the same once, however often it is sent, and of one tenant no more in a day than
   * anyone will look at. Of those that are `ofErased` it keeps that they came and why they were refused, and nothing else.
   */
  async keep(
    manager: EntityManager,
    { tenantId, keyId: sourceId }: Pick<Caller, 'tenantId' | 'keyId'>,
    sent: readonly Rejection[],
    receivedAt: Date,
    ofErased: ReadonlySet<Rejection> = new Set(),
  ): Promise<void> {
    const ids = sent.map((rejection) => this.idOf(tenantId, sourceId, rejection));
    const rejections = sent.map((rejection) => (ofErased.has(rejection) ? bare(rejection) : rejection));
    const payloads = rejections.map(({ payload }) => (payload === undefined ? null : storableJson(payload)));
    await manager.query(
      `insert into rejected_events (tenant_id, id, source_id, code, message, message_id, sealed_payload, name, sealed_reported, received_at)
       select $1, r.id, $2, r.code, r.message, r.message_id, r.payload, r.name, r.reported, $3
       from unnest($4::uuid[], $5::text[], $6::text[], $7::text[], $8::text[], $10::text[], $11::text[])
         as r (id, code, message, message_id, payload, name, reported)
       limit greatest(0, $9 - (select count(*) from rejected_events
         where tenant_id = $1 and received_at > $3::timestamptz - interval '1 day'))
       on conflict do nothing`,
      [
        tenantId,
        sourceId,
        receivedAt,
        ids,
        rejections.map(({ code }) => code),
        rejections.map(({ message }) => message),
        rejections.map(({ messageId }) => messageId && storableText(messageId)),
        payloads.map((payload) => payload && this.ring.seal(sealedColumns.rejectedPayload, tenantId, payload)), // prettier-ignore
        keptADay,
        rejections.map(({ reported }) => (reported ? storableText(reported.name) : null)),
        rejections.map(({ reported }) => (reported ? this.ring.seal(sealedColumns.rejectedReport, tenantId, storableJson(reported)) : null)), // prettier-ignore
      ],
    );
  }

  /**
   * Keeps an erasure of this tenant from happening until the transaction ends, without waiting for others who keep. Whom
   * the transaction then finds not erased will be erased after it, and looked for in what it wrote.
   */
  async holdOffErasure(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query('select pg_advisory_xact_lock_shared(hashtextextended($1, 0))', [lockName(tenantId)]);
  }

  /** Waits until nobody is keeping anything of this tenant, and keeps it so until the transaction ends. */
  async holdOffKeeping(manager: EntityManager, tenantId: string): Promise<void> {
    await manager.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [lockName(tenantId)]);
  }

  /** What could not be understood, newest first. `before` is the (receivedAt, id) of the row before the page. */
  async page(
    tenantId: string,
    before: readonly [string, string] | null,
    limit: number,
  ): Promise<RejectedEvent[]> {
    const rows: (RejectedEventEntity & { isReplayable: boolean })[] = await this.dataSource.query(
      `select tenant_id as "tenantId", id, source_id as "sourceId", code, message, message_id as "messageId", name,
         sealed_payload as "sealedPayload", sealed_reported is not null as "isReplayable", received_at as "receivedAt"
       from rejected_events
       where tenant_id = $1 and ($2::timestamptz is null or (received_at, id) < ($2::timestamptz, $3::uuid))
       order by received_at desc, id desc limit $4`,
      [tenantId, before?.[0] ?? null, before?.[1] ?? null, limit],
    );
    return rows.map(({ sealedPayload, ...row }) => ({
      ...row,
      payload: sealedPayload && this.ring.open(sealedColumns.rejectedPayload, tenantId, sealedPayload),
    }));
  }

  /**
   * All that names one of these ids, in what was sent or in what was understood of it: events of GA4 do not say whose they
   * are, their request does. Everything the tenant has is looked through, or what came in since then.
   */
  async *naming(
    tenantId: string,
    ids: readonly string[],
    since = new Date(0),
  ): AsyncGenerator<RejectedEvent> {
    for (let before: readonly [string, string] | null = null; ;) {
      const page: RejectedEvent[] = await this.page(tenantId, before, lookedThroughAtOnce);
      const rows = page.filter(({ receivedAt }) => receivedAt >= since);
      const reported = await this.reportedIn(tenantId, rows.map(({ id }) => id)); // prettier-ignore
      for (const row of rows) {
        const said = [row.payload, reported.get(row.id)];
        if (said.some((text) => typeof text === 'string' && namesPerson(text, ids))) yield row;
      }
      const last = rows.at(-1);
      if (!last || rows.length < lookedThroughAtOnce) return;
      before = [last.receivedAt.toISOString(), last.id];
    }
  }

  /** Forgets these; says how many there were. */
  async remove(manager: EntityManager, tenantId: string, ids: readonly string[]): Promise<number> {
    const [, count]: [unknown, number] = await manager.query(
      'delete from rejected_events where tenant_id = $1 and id = any($2)',
      [tenantId, ids],
    );
    return count;
  }

  /** Forgets those that came before then. */
  async forget(until: Date): Promise<void> {
    for (let gone = forgottenAtOnce; gone === forgottenAtOnce;) {
      const [, count]: [unknown, number] = await this.dataSource.query(
        `delete from rejected_events where ctid = any(array(select ctid from rejected_events where received_at < $1 limit $2))`,
        [until, forgottenAtOnce],
      );
      gone = count;
    }
  }

  /** What was understood of these, as JSON text by id. */
  private async reportedIn(tenantId: string, ids: readonly string[]): Promise<Map<string, string>> {
    const rows: { id: string; reported: string }[] = await this.dataSource.query(
      `select id, sealed_reported as reported from rejected_events
       where tenant_id = $1 and id = any($2) and sealed_reported is not null`,
      [tenantId, ids],
    );
    return new Map(
      rows.map(({ id, reported }) => [id, this.ring.open(sealedColumns.rejectedReport, tenantId, reported)]),
    );
  }

  /** The same for the same thing sent again: told apart by its message id, else by what was sent, of which it tells nothing. */
  private idOf(tenantId: string, sourceId: string, { code, messageId, payload }: Rejection): string {
    const content = messageId ?? (payload === undefined ? null : storableJson(payload));
    if (content === null) return randomUUID();
    const hash = this.ring.hash(JSON.stringify([tenantId, sourceId, code, content]));
    return uuidv5(hash.toString('base64url'), rejectionIds);
  }
}

/** That something came and why it was refused; what it was is not in it. */
function bare({ code, message }: Rejection): Rejection {
  return { code, message, messageId: null, payload: undefined };
}

function lockName(tenantId: string): string {
  return `rejected events ${tenantId}`;
}
