import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Which IAB audiences a segment is, as marketers say. */
export class NameIabAudiences1763970004000 implements MigrationInterface {
  readonly name = 'NameIabAudiences1763970004000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`alter table segments add column iab_ids text[] not null default '{}'`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segments drop column iab_ids');
  }
}
