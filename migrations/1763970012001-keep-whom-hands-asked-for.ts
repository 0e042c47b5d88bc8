import type { MigrationInterface, QueryRunner } from 'typeorm';

/** A hand that came for a dealer by name still does when its person is parted from another, and it becomes a lead of its own. */
export class KeepWhomHandsAskedFor1763970012001 implements MigrationInterface {
  readonly name = 'KeepWhomHandsAskedFor1763970012001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands add column asked_dealer_id uuid');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands drop column asked_dealer_id');
  }
}
