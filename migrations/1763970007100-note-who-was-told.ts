import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * To which other companies it was told that somebody entered: these alone hear that they left. Of whom they heard before this
 * was noted is not known any more: everybody who entered since they subscribed is taken for told, so that nobody stays on a list.
 */
export class NoteWhoWasTold1763970007100 implements MigrationInterface {
  readonly name = 'NoteWhoWasTold1763970007100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segment_memberships add column told_to uuid[] not null default '{}';
      update segment_memberships m set told_to = t.told_to
      from (
        select m.id, array_agg(s.id) as told_to from segment_memberships m
        join segment_subscriptions s on s.tenant_id = m.tenant_id and s.receiver = 'ANOTHER_COMPANY'
          and (s.segment_ids is null or m.segment_id = any(s.segment_ids)) and m.entered_at >= s.counts_from
        group by m.id
      ) t
      where t.id = m.id;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segment_memberships drop column told_to');
  }
}
