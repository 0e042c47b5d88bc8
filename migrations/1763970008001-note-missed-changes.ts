import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Up to when changes were forgotten before they were handed over, so that whoever resumes a subscription knows of it. */
export class NoteMissedChanges1763970008001 implements MigrationInterface {
  readonly name = 'NoteMissedChanges1763970008001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segment_subscriptions add column missed_until timestamptz');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segment_subscriptions drop column missed_until');
  }
}
