import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Since when a car's VIN leads to its owner, where it was another's before: what happened before then is not theirs. */
export class DateHandovers1763940001000 implements MigrationInterface {
  readonly name = 'DateHandovers1763940001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table identities add column owned_since timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table identities drop column owned_since');
  }
}
