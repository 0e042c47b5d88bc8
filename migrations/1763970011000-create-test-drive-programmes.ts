import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Programmes of test drives: their rules version by version, the drives booked under them, what payment systems and checkers said of
 * those, who was given a key, bands that partners told, and discounts that were used.
 */
export class CreateTestDriveProgrammes1763970011000 implements MigrationInterface {
  readonly name = 'CreateTestDriveProgrammes1763970011000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table test_drive_programmes (
        tenant_id uuid not null,
        id uuid not null,
        key text not null,
        version integer not null,
        name text not null,
        rules jsonb not null,
        is_archived boolean not null,
        created_at timestamptz not null,
        constraint test_drive_programmes_pk primary key (tenant_id, id),
        constraint test_drive_programmes_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create unique index test_drive_programmes_version on test_drive_programmes (tenant_id, key, version);
      create table test_drive_programme_drives (
        tenant_id uuid not null,
        booking_id uuid not null,
        programme_id uuid not null,
        programme_key text not null,
        days smallint not null,
        make text not null,
        model text not null,
        fee text not null,
        sealed_fee_reason text,
        fee_state text not null,
        deposit_state text not null,
        lapses_at timestamptz,
        lapsed_at timestamptz,
        sealed_key_code text,
        key_released_at timestamptz,
        returned_at timestamptz,
        mileage integer,
        overdue_at timestamptz,
        constraint test_drive_programme_drives_pk primary key (tenant_id, booking_id),
        constraint test_drive_programme_drives_return check (returned_at is null or key_released_at is not null),
        constraint test_drive_programme_drives_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade,
        constraint test_drive_programme_drives_programme_fk foreign key (tenant_id, programme_id)
          references test_drive_programmes (tenant_id, id) on delete cascade
      );
      create index test_drive_programme_drives_lapse on test_drive_programme_drives (lapses_at) where lapses_at is not null;
      create index test_drive_programme_drives_out on test_drive_programme_drives (tenant_id, booking_id)
        where key_released_at is not null and returned_at is null;
      create table test_drive_statements (
        tenant_id uuid not null,
        id uuid not null,
        booking_id uuid not null,
        request_id uuid not null,
        kind text not null,
        state text not null,
        amount text not null,
        sealed_reference text not null,
        recorded_at timestamptz not null,
        constraint test_drive_statements_pk primary key (tenant_id, id),
        constraint test_drive_statements_request_unique unique (tenant_id, request_id),
        constraint test_drive_statements_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade
      );
      create index test_drive_statements_booking on test_drive_statements (tenant_id, booking_id);
      create table test_drive_identity_checks (
        tenant_id uuid not null,
        id uuid not null,
        booking_id uuid not null,
        request_id uuid not null,
        state text not null,
        method text not null,
        sealed_reference text not null,
        checked_at timestamptz not null,
        recorded_at timestamptz not null,
        constraint test_drive_identity_checks_pk primary key (tenant_id, id),
        constraint test_drive_identity_checks_request_unique unique (tenant_id, request_id),
        constraint test_drive_identity_checks_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade
      );
      create index test_drive_identity_checks_booking on test_drive_identity_checks (tenant_id, booking_id);
      create table test_drive_key_askings (
        tenant_id uuid not null,
        id uuid not null,
        booking_id uuid not null,
        source_id text not null,
        asked_at timestamptz not null,
        refusals text[] not null,
        constraint test_drive_key_askings_pk primary key (tenant_id, id),
        constraint test_drive_key_askings_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade
      );
      create index test_drive_key_askings_booking on test_drive_key_askings (tenant_id, booking_id, asked_at);
      create table test_drive_redemptions (
        tenant_id uuid not null,
        booking_id uuid not null,
        sealed_order text not null,
        redeemed_at timestamptz not null,
        constraint test_drive_redemptions_pk primary key (tenant_id, booking_id),
        constraint test_drive_redemptions_booking_fk foreign key (tenant_id, booking_id)
          references test_drive_bookings (tenant_id, id) on delete cascade
      );
      create table test_drive_partner_bands (
        tenant_id uuid not null,
        identity_id uuid not null,
        partner text not null,
        sealed_band text not null,
        valid_until timestamptz,
        set_at timestamptz not null,
        constraint test_drive_partner_bands_pk primary key (tenant_id, identity_id, partner),
        constraint test_drive_partner_bands_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(
      'drop table test_drive_partner_bands, test_drive_redemptions, test_drive_key_askings, test_drive_identity_checks, test_drive_statements, test_drive_programme_drives, test_drive_programmes',
    );
  }
}
