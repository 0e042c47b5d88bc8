import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Handing leads over: where to, and what was, is and could not be handed over. */
export class CreateHandover1763970010100 implements MigrationInterface {
  readonly name = 'CreateHandover1763970010100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table handover_targets (
        tenant_id uuid not null,
        id uuid not null,
        dealer_id uuid,
        kind text not null,
        name text not null,
        sealed_address text not null,
        set_by text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint handover_targets_pk primary key (tenant_id, id),
        constraint handover_targets_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint handover_targets_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade
      );
      create index handover_targets_dealer on handover_targets (tenant_id, dealer_id);
      create table handover_deliveries (
        tenant_id uuid not null,
        id uuid not null,
        position bigint generated always as identity,
        target_id uuid not null,
        lead_id uuid not null,
        identity_id uuid,
        subject text not null,
        occasion text not null,
        move jsonb,
        status text not null,
        is_resent boolean not null,
        tries integer not null,
        created_at timestamptz not null,
        asked_at timestamptz not null,
        due_at timestamptz not null,
        claimed_by uuid,
        claimed_until timestamptz,
        last_failure text,
        settled_at timestamptz,
        constraint handover_deliveries_pk primary key (position),
        constraint handover_deliveries_id_unique unique (tenant_id, id),
        constraint handover_deliveries_once unique (tenant_id, target_id, lead_id, occasion),
        constraint handover_deliveries_target_fk foreign key (tenant_id, target_id)
          references handover_targets (tenant_id, id) on delete cascade,
        constraint handover_deliveries_lead_fk foreign key (tenant_id, lead_id)
          references leads (tenant_id, id) on delete cascade
      );
      create index handover_deliveries_newest on handover_deliveries (tenant_id, created_at, id);
      create index handover_deliveries_lead on handover_deliveries (tenant_id, lead_id, position);
      create index handover_deliveries_identity on handover_deliveries (tenant_id, identity_id);
      create index handover_deliveries_pending on handover_deliveries (tenant_id, target_id, due_at) where status = 'PENDING';
      create index handover_deliveries_settled on handover_deliveries (settled_at) where status <> 'PENDING';
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table handover_deliveries, handover_targets');
  }
}
