import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Keeps which lead a move was told of by id, where another stood for it: parted from it again, it takes along what was said of it. */
export class NoteWhichLeadWasToldOf1763970026000 implements MigrationInterface {
  readonly name = 'NoteWhichLeadWasToldOf1763970026000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lead_moves add column told_on uuid;
      create index lead_moves_told_on on lead_moves (tenant_id, told_on) where told_on is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_moves drop column told_on');
  }
}
