import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Keeps of a move that it left with the lead it was told of: the one that stood for it says nothing of it any more, and keeps no
 * note of it. A lead that was parted had its moves copied before, and is there no more where its person was erased.
 */
export class TellWhoLeftWithWhat1763970039000 implements MigrationInterface {
  readonly name = 'TellWhoLeftWithWhat1763970039000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lead_moves add column left_with uuid;
      update lead_moves m set left_with = m.told_on, sealed_note = null
      where m.told_on is not null and (
        not exists (select from leads l where l.tenant_id = m.tenant_id and l.id = m.told_on)
        or m.recorded_at < (select max(own.recorded_at) from lead_moves own
          where own.tenant_id = m.tenant_id and own.lead_id = m.told_on and own.moved_by = 'CAROUSEL'));
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_moves drop column left_with');
  }
}
