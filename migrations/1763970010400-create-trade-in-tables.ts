import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of what cars are worth that are traded in, version by version. */
export class CreateTradeInTables1763970010400 implements MigrationInterface {
  readonly name = 'CreateTradeInTables1763970010400';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table trade_in_tables (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        version integer not null,
        currency text not null,
        rows jsonb not null,
        published_at timestamptz not null,
        constraint trade_in_tables_pk primary key (tenant_id, id),
        constraint trade_in_tables_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create unique index trade_in_tables_version on trade_in_tables (tenant_id, name, version);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table trade_in_tables;');
  }
}
