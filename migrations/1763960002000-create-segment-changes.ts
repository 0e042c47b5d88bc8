import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Changes of memberships for others to hear of: who wants to, what there is to tell, and what became of telling it. */
export class CreateSegmentChanges1763960002000 implements MigrationInterface {
  readonly name = 'CreateSegmentChanges1763960002000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table segment_subscriptions (
        tenant_id uuid not null,
        id uuid not null,
        kind text not null,
        receiver text not null,
        segment_ids uuid[],
        sealed_target text,
        status text not null,
        created_by text not null,
        counts_from timestamptz not null,
        taken_by uuid,
        taken_until timestamptz,
        constraint segment_subscriptions_pk primary key (tenant_id, id),
        constraint segment_subscriptions_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );

      create table segment_deliveries (
        tenant_id uuid not null,
        id uuid not null,
        subscription_id uuid not null,
        status text not null,
        is_resent boolean not null,
        tries integer not null,
        created_at timestamptz not null,
        due_at timestamptz not null,
        last_failure text,
        settled_at timestamptz,
        constraint segment_deliveries_pk primary key (tenant_id, id),
        constraint segment_deliveries_subscription_fk foreign key (tenant_id, subscription_id)
          references segment_subscriptions (tenant_id, id) on delete cascade
      );
      create index segment_deliveries_newest on segment_deliveries (tenant_id, subscription_id, created_at, id);
      create index segment_deliveries_pending on segment_deliveries (tenant_id, subscription_id, due_at)
        where status = 'PENDING';
      create index segment_deliveries_settled on segment_deliveries (settled_at) where status <> 'PENDING';

      create table segment_changes (
        tenant_id uuid not null,
        id bigint generated always as identity,
        subscription_id uuid not null,
        delivery_id uuid,
        segment_id uuid not null,
        segment_version integer not null,
        profile_id uuid not null,
        has_entered boolean not null,
        at timestamptz not null,
        constraint segment_changes_pk primary key (id),
        constraint segment_changes_subscription_fk foreign key (tenant_id, subscription_id)
          references segment_subscriptions (tenant_id, id) on delete cascade,
        constraint segment_changes_delivery_fk foreign key (tenant_id, delivery_id)
          references segment_deliveries (tenant_id, id) on delete cascade
      );
      create index segment_changes_waiting on segment_changes (tenant_id, subscription_id, id) where delivery_id is null;
      create index segment_changes_delivery on segment_changes (tenant_id, delivery_id, id);
      create index segment_changes_profile on segment_changes (tenant_id, profile_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table segment_changes; drop table segment_deliveries; drop table segment_subscriptions;',
    );
  }
}
