import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A sample of offers as the model was given them, kept some days to be counted. */
export class SampleOffers1763970034000 implements MigrationInterface {
  readonly name = 'SampleOffers1763970034000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table offer_samples (
        tenant_id uuid not null,
        decision_id uuid not null,
        position smallint not null,
        decided_at timestamptz not null,
        version text not null,
        click real not null,
        rank bigint not null,
        input_set text not null,
        inputs real[] not null,
        constraint offer_samples_pk primary key (tenant_id, decision_id),
        constraint offer_samples_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index offer_samples_days on offer_samples (tenant_id, decided_at, rank);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table offer_samples;');
  }
}
