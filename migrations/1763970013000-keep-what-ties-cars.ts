import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A booking of somebody erased stays, of nobody, while it ties a car, a key or money, and goes at an instant in its row. */
export class KeepWhatTiesCars1763970013000 implements MigrationInterface {
  readonly name = 'KeepWhatTiesCars1763970013000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table test_drive_bookings alter column identity_id drop not null, add column forget_at timestamptz;
      create index test_drive_bookings_forget on test_drive_bookings (forget_at) where forget_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from test_drive_bookings where identity_id is null;
      alter table test_drive_bookings alter column identity_id set not null, drop column forget_at;
    `);
  }
}
