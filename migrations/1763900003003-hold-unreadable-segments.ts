import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A segment whose stored rule cannot be read is held as it is, and says since when. */
export class HoldUnreadableSegments1763900003003 implements MigrationInterface {
  readonly name = 'HoldUnreadableSegments1763900003003';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segments add column unreadable_since timestamptz;
      create index segments_unreadable on segments (unreadable_since) where unreadable_since is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table segments drop column unreadable_since');
  }
}
