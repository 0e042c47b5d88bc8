import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A lead keeps the interval of its score; of scores made before this none is known until they are scored again. */
export class KeepHowSureScoresAre1763970016000 implements MigrationInterface {
  readonly name = 'KeepHowSureScoresAre1763970016000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table leads add column probability_low double precision, add column probability_high double precision',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table leads drop column probability_low, drop column probability_high');
  }
}
