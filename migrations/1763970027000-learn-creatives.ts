import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What came of creatives by placement, from which a campaign learns which of them to show. Sums, of no person. */
export class LearnCreatives1763970027000 implements MigrationInterface {
  readonly name = 'LearnCreatives1763970027000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table creative_sums (
        tenant_id uuid not null,
        campaign_id uuid not null,
        creative_id uuid not null,
        context text not null,
        shown bigint not null,
        clicked bigint not null,
        clicks double precision not null,
        expected double precision not null,
        average double precision not null,
        news bigint not null,
        constraint creative_sums_pk primary key (tenant_id, campaign_id, creative_id, context),
        constraint creative_sums_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index creative_sums_news on creative_sums (tenant_id, news);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table creative_sums;');
  }
}
