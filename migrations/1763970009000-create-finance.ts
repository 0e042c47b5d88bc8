import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Tables of rates and residuals, version by version, and the quotes given out of them. */
export class CreateFinance1763970009000 implements MigrationInterface {
  readonly name = 'CreateFinance1763970009000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table finance_tables (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        version integer not null,
        jurisdiction text not null,
        currency text not null,
        valid_from timestamptz not null,
        valid_to timestamptz,
        quotes_hold text not null,
        tax_on text,
        tax_percent text,
        max_loan_to_value_percent text,
        disclosure_text text,
        rows jsonb not null,
        published_at timestamptz not null,
        constraint finance_tables_pk primary key (tenant_id, id),
        constraint finance_tables_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create unique index finance_tables_version on finance_tables (tenant_id, name, version);

      create table finance_quotes (
        tenant_id uuid not null,
        id uuid not null,
        table_id uuid not null,
        vehicle_id uuid,
        title text not null,
        terms jsonb not null,
        figures jsonb not null,
        disclosures jsonb not null,
        created_at timestamptz not null,
        expires_at timestamptz not null,
        constraint finance_quotes_pk primary key (tenant_id, id),
        constraint finance_quotes_table_fk foreign key (tenant_id, table_id)
          references finance_tables (tenant_id, id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table finance_quotes; drop table finance_tables;');
  }
}
