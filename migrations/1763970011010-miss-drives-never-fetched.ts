import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A drive whose key nobody asked for is over at its end, and until now stayed booked: the instant is in its row, for a worker to find. */
export class MissDrivesNeverFetched1763970011010 implements MigrationInterface {
  readonly name = 'MissDrivesNeverFetched1763970011010';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table test_drive_programme_drives add column misses_at timestamptz;
      update test_drive_programme_drives d set misses_at = b.ends_at
        from test_drive_bookings b
        where b.tenant_id = d.tenant_id and b.id = d.booking_id and d.key_released_at is null and b.status in ('BOOKED', 'CONFIRMED');
      create index test_drive_programme_drives_miss on test_drive_programme_drives (misses_at) where misses_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table test_drive_programme_drives drop column misses_at');
  }
}
