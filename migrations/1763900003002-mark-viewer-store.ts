import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The viewer store's mark says until when it is known to hold everything, instead of only that it once did. */
export class MarkViewerStore1763900003002 implements MigrationInterface {
  readonly name = 'MarkViewerStore1763900003002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table viewer_mark (
        single boolean not null,
        whole_at timestamptz not null,
        constraint viewer_mark_pk primary key (single),
        constraint viewer_mark_single check (single)
      );
      insert into viewer_mark select true, now() from viewer_generation;
      drop table viewer_generation;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table viewer_generation (
        single boolean not null,
        name text not null,
        constraint viewer_generation_pk primary key (single),
        constraint viewer_generation_single check (single)
      );
      insert into viewer_generation select true, 'from a mark' from viewer_mark;
      drop table viewer_mark;
    `);
  }
}
