import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What a version that shadows would have said of offers that were shown. */
export class KeepShadowScores1763970028100 implements MigrationInterface {
  readonly name = 'KeepShadowScores1763970028100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table shadow_scores (
        tenant_id uuid not null,
        decision_id uuid not null,
        position smallint not null,
        version text not null,
        champion text not null,
        decided_at timestamptz not null,
        champion_click real not null,
        shadow_click real not null,
        propensity double precision not null,
        champion_chance double precision,
        shadow_chance double precision,
        champion_foretold double precision,
        shadow_foretold double precision,
        constraint shadow_scores_pk primary key (tenant_id, decision_id, position),
        constraint shadow_scores_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index shadow_scores_newest on shadow_scores (tenant_id, version, decided_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table shadow_scores;');
  }
}
