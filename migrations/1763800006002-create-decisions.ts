import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateDecisions1763800006002 implements MigrationInterface {
  readonly name = 'CreateDecisions1763800006002';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table decisions (
        tenant_id uuid not null,
        id uuid not null,
        decided_at timestamptz not null,
        placement text not null,
        profile_id uuid,
        model jsonb not null,
        seed bigint not null,
        scored integer not null,
        items jsonb not null,
        eliminated jsonb not null,
        constraint decisions_pk primary key (tenant_id, id),
        constraint decisions_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index decisions_newest on decisions (tenant_id, decided_at);
      create index decisions_profile on decisions (tenant_id, profile_id) where profile_id is not null;
      create table decision_outcomes (
        tenant_id uuid not null,
        decision_id uuid not null,
        position smallint not null,
        type text not null,
        occurred_at timestamptz not null,
        decided_at timestamptz not null,
        placement text not null,
        vehicle_id uuid not null,
        campaign_id uuid not null,
        creative_id uuid not null,
        propensity real not null,
        constraint decision_outcomes_pk primary key (tenant_id, decision_id, position, type),
        constraint decision_outcomes_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index decision_outcomes_newest on decision_outcomes (tenant_id, occurred_at);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table decision_outcomes; drop table decisions;');
  }
}
