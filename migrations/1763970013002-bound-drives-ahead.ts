import type { MigrationInterface, QueryRunner } from 'typeorm';

/** How far ahead drives are booked: of a dealer's, and of a programme's in every version there is. */
export class BoundDrivesAhead1763970013002 implements MigrationInterface {
  readonly name = 'BoundDrivesAhead1763970013002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table test_drive_settings add column horizon_days smallint not null default 365;
      update test_drive_programmes set rules = rules || '{"horizonDays": 365}';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update test_drive_programmes set rules = rules - 'horizonDays';
      alter table test_drive_settings drop column horizon_days;
    `);
  }
}
