import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How many times each lookalike was asked for: one asked for anew while it is made is made once more. */
export class CountAskingsOfLookalikes1763970005001 implements MigrationInterface {
  readonly name = 'CountAskingsOfLookalikes1763970005001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lookalikes add column times_asked integer not null default 1');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lookalikes drop column times_asked');
  }
}
