import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * How leads were graded stands in the log, where rules find it; of leads that are there already it is noted now. Where the log
 * was never cut into shards there are none.
 */
export class NoteLeadGrades1763970002000 implements MigrationInterface {
  readonly name = 'NoteLeadGrades1763970002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`select ensure_event_partitions(now(), 2)`);
    // The shard follows from the profile's id as shard-of.ts says.
    await runner.query(`
      insert into events (tenant_id, shard, xid, seq, received_at, occurred_at, profile_id, identity_id, type, name, message_id,
        source_id, properties, class)
      select l.tenant_id, ('x' || right(l.profile_id::text, 7))::bit(28)::integer % b.shards,
        pg_current_xact_id()::text::bigint + b.xid_base, nextval('event_seq'), greatest(now(), b.received_from), l.scored_at,
        l.profile_id, l.identity_id, 'LEAD_GRADED', 'LEAD_GRADED', l.id::text, 'carousel',
        jsonb_build_object('leadId', l.id, 'grade', l.grade), 'dealing'
      from leads l cross join log_base b where l.identity_id is not null and b.shards is not null
      order by l.scored_at, l.id
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`delete from events where type = 'LEAD_GRADED'`);
  }
}
