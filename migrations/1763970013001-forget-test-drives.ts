import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Bookings that ended long ago are found, to be forgotten. */
export class ForgetTestDrives1763970013001 implements MigrationInterface {
  readonly name = 'ForgetTestDrives1763970013001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('create index test_drive_bookings_ends on test_drive_bookings (ends_at)');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index test_drive_bookings_ends');
  }
}
