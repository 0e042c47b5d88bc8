import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Whose cars a file of a feed has: only a later one of the same dealers overtakes it. Stays null of files from before, which
 * count as every dealer's.
 */
export class NoteDealersOfFeeds1763970010210 implements MigrationInterface {
  readonly name = 'NoteDealersOfFeeds1763970010210';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table stock_feeds add dealer_ids uuid[]');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table stock_feeds drop dealer_ids');
  }
}
