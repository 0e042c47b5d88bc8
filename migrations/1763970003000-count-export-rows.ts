import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many rows an export's file has, by which it is parted into batches. Of those there are: as many as members, or more. */
export class CountExportRows1763970003000 implements MigrationInterface {
  readonly name = 'CountExportRows1763970003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table audience_exports add column lines integer;
      update audience_exports set lines = exported;
      alter table audience_exports alter column lines set not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table audience_exports drop column lines');
  }
}
