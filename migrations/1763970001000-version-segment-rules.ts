import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Every rule that a segment had and has. Of segments that are there already it is the present one, of whoever gave it. */
export class VersionSegmentRules1763970001000 implements MigrationInterface {
  readonly name = 'VersionSegmentRules1763970001000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table segment_versions (
        tenant_id uuid not null,
        segment_id uuid not null,
        version integer not null,
        rule jsonb not null,
        changed_at timestamptz not null,
        changed_by text,
        constraint segment_versions_pk primary key (tenant_id, segment_id, version),
        constraint segment_versions_segment_fk foreign key (tenant_id, segment_id) references segments (tenant_id, id) on delete cascade
      );
      insert into segment_versions (tenant_id, segment_id, version, rule, changed_at)
        select tenant_id, id, version, rule, updated_at from segments where built_in is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table segment_versions;');
  }
}
