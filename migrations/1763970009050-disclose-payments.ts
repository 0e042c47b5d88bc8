import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What law asks to be shown beside a creative that shows a payment. */
export class DisclosePayments1763970009050 implements MigrationInterface {
  readonly name = 'DisclosePayments1763970009050';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table creatives add column disclosure text');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table creatives drop column disclosure');
  }
}
