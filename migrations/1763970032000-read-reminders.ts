import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Reminders of test drives are read by when they are due, those of one tenant. */
export class ReadReminders1763970032000 implements MigrationInterface {
  readonly name = 'ReadReminders1763970032000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`create index test_drive_notes_reminders on test_drive_notes (tenant_id, due_at, id) where kind = 'REMINDER'`); // prettier-ignore
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop index test_drive_notes_reminders');
  }
}
