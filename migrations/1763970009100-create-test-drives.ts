import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Test drives: how dealers have cars driven, which, and who booked them. The exclusion constraints need an operator class for
 * uuid in a GiST index, which is PostgreSQL's own extension btree_gist; whoever owns a database may create it.
 */
export class CreateTestDrives1763970009100 implements MigrationInterface {
  readonly name = 'CreateTestDrives1763970009100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create extension if not exists btree_gist;
      create table test_drive_settings (
        tenant_id uuid not null,
        dealer_id uuid not null,
        time_zone text not null,
        hours jsonb not null,
        slot_minutes smallint not null,
        pause_minutes smallint not null,
        notice_minutes integer not null,
        staff smallint,
        needs_consent boolean not null,
        check_in_code text not null,
        updated_at timestamptz not null,
        constraint test_drive_settings_pk primary key (tenant_id, dealer_id),
        constraint test_drive_settings_code_unique unique (tenant_id, check_in_code),
        constraint test_drive_settings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint test_drive_settings_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade
      );
      create table test_drive_demonstrators (
        tenant_id uuid not null,
        id uuid not null,
        dealer_id uuid not null,
        vehicle_id uuid,
        make text not null,
        model text not null,
        created_at timestamptz not null,
        retired_at timestamptz,
        constraint test_drive_demonstrators_pk primary key (tenant_id, id),
        constraint test_drive_demonstrators_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint test_drive_demonstrators_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade
      );
      create index test_drive_demonstrators_dealer on test_drive_demonstrators (tenant_id, dealer_id);
      create table test_drive_bookings (
        tenant_id uuid not null,
        id uuid not null,
        request_id uuid not null,
        dealer_id uuid not null,
        demonstrator_id uuid not null,
        identity_id uuid not null,
        source_id text not null,
        starts_at timestamptz not null,
        ends_at timestamptz not null,
        held_until timestamptz not null,
        staff smallint,
        staff_place smallint,
        status text not null,
        outcome text,
        sequence integer not null,
        check_in_code text not null,
        sealed text not null,
        created_at timestamptz not null,
        updated_at timestamptz not null,
        constraint test_drive_bookings_pk primary key (tenant_id, id),
        constraint test_drive_bookings_request_unique unique (tenant_id, request_id),
        constraint test_drive_bookings_code_unique unique (tenant_id, check_in_code),
        constraint test_drive_bookings_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint test_drive_bookings_times check (starts_at < ends_at and ends_at <= held_until),
        constraint test_drive_bookings_staff check (staff_place between 1 and staff),
        constraint test_drive_bookings_one_car exclude using gist
          (tenant_id with =, demonstrator_id with =, tstzrange(starts_at, held_until) with &&)
          where (status not in ('NO_SHOW', 'CANCELLED')),
        constraint test_drive_bookings_one_staff exclude using gist
          (tenant_id with =, dealer_id with =, staff_place with =, tstzrange(starts_at, held_until) with &&)
          where (status not in ('NO_SHOW', 'CANCELLED'))
      );
      create index test_drive_bookings_starts on test_drive_bookings (tenant_id, dealer_id, starts_at, id);
      create index test_drive_bookings_identity on test_drive_bookings (tenant_id, identity_id);
      create table test_drive_notes (
        tenant_id uuid not null,
        id uuid not null,
        booking_id uuid not null,
        kind text not null,
        due_at timestamptz not null,
        told_at timestamptz,
        constraint test_drive_notes_pk primary key (tenant_id, id),
        constraint test_drive_notes_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade
      );
      create index test_drive_notes_booking on test_drive_notes (tenant_id, booking_id);
      create index test_drive_notes_due on test_drive_notes (due_at) where told_at is null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // The extension stays: others of this database may use it by now.
    await runner.query('drop table test_drive_notes, test_drive_bookings, test_drive_demonstrators, test_drive_settings'); // prettier-ignore
  }
}
