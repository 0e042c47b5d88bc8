import type { MigrationInterface, QueryRunner } from 'typeorm';

/** When a tenant's models are taught anew, and every time they were: one at a time a model, and one of a due moment. */
export class CreateRetraining1763970036000 implements MigrationInterface {
  readonly name = 'CreateRetraining1763970036000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table retraining_settings (
        tenant_id uuid not null,
        model text not null,
        on_since timestamptz,
        cadence text not null,
        least_new_leads integer not null,
        promote_on_evidence boolean not null,
        set_by text not null,
        set_at timestamptz not null,
        constraint retraining_settings_pk primary key (tenant_id, model),
        constraint retraining_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create table retrainings (
        tenant_id uuid not null,
        model text not null,
        number integer not null,
        due_at timestamptz,
        reason text,
        asked_by text,
        state text not null,
        step text,
        attempts integer not null,
        deaths integer not null,
        leads integer,
        new_leads integer,
        version text,
        metrics jsonb,
        evidence jsonb,
        is_promoted boolean not null,
        message text,
        queued_at timestamptz not null,
        started_at timestamptz,
        ended_at timestamptz,
        constraint retrainings_pk primary key (tenant_id, model, number),
        constraint retrainings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create unique index retrainings_one_open on retrainings (tenant_id, model) where state in ('QUEUED', 'RUNNING');
      create unique index retrainings_one_due on retrainings (tenant_id, model, due_at);
      create index retrainings_open on retrainings (queued_at) where state in ('QUEUED', 'RUNNING');
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table retrainings; drop table retraining_settings;');
  }
}
