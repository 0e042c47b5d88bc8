import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What somebody said last counts, whichever hand was told last: of history told before this it is not known when it was raised. */
export class KeepWhenHandsWereRaised1763970011110 implements MigrationInterface {
  readonly name = 'KeepWhenHandsWereRaised1763970011110';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands add column occurred_at timestamptz');
    await runner.query('update lead_hands set occurred_at = raised_at where not is_history');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_hands drop column occurred_at');
  }
}
