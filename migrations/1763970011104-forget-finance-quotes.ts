import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Quotes that are long expired are found, to be forgotten. */
export class ForgetFinanceQuotes1763970011104 implements MigrationInterface {
  readonly name = 'ForgetFinanceQuotes1763970011104';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index finance_quotes_expires on finance_quotes (expires_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index finance_quotes_expires');
  }
}
