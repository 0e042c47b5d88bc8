import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Receipts hold a digest of what tells a message apart instead of its ids: less than half to write and to look through for
 * every event there is, and nothing of a sender's is kept in them. Those of files, never forgotten, came at infinity.
 */
export class DigestReceipts1763930001000 implements MigrationInterface {
  readonly name = 'DigestReceipts1763930001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create function message_digest(source_id text, message_id text) returns bytea
        language sql immutable strict parallel safe
        return substr(sha256(convert_to(source_id || ' ' || message_id, 'UTF8')), 1, 16);
      create table digested_receipts (
        tenant_id uuid not null,
        digest bytea not null,
        received_at timestamptz not null
      );
      insert into digested_receipts
        select tenant_id, message_digest(source_id, message_id),
          case when source_id = 'import' then 'infinity' else received_at end
        from event_receipts;
      drop table event_receipts;
      alter table digested_receipts rename to event_receipts;
      alter table event_receipts add constraint event_receipts_pk primary key (tenant_id, digest);
      create index event_receipts_received on event_receipts using brin (received_at);
    `);
  }

  /** What a digest was made of stands in the log: for as long as the event does. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table told_receipts (
        tenant_id uuid not null,
        source_id text not null,
        message_id text not null,
        received_at timestamptz not null
      );
      insert into told_receipts
        select distinct on (tenant_id, source_id, message_id) tenant_id, source_id, message_id, received_at
        from events e
        where exists (select from event_receipts r
          where r.tenant_id = e.tenant_id and r.digest = message_digest(e.source_id, e.message_id));
      drop table event_receipts;
      alter table told_receipts rename to event_receipts;
      alter table event_receipts add constraint event_receipts_pk primary key (tenant_id, source_id, message_id);
      create index event_receipts_received on event_receipts using brin (received_at);
      drop function message_digest;
    `);
  }
}
