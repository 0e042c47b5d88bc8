import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whoever came onto a list, or went off it, is only looked at again: their history is what it was. */
export class OnlyLook1763970007101 implements MigrationInterface {
  readonly name = 'OnlyLook1763970007101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(
      'alter table evaluation_requests add column is_history_same boolean not null default false',
    );
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table evaluation_requests drop column is_history_same');
  }
}
