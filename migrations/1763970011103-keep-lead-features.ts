import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What the model was given when a lead was made: what became of the lead is its label. */
export class KeepLeadFeatures1763970011103 implements MigrationInterface {
  readonly name = 'KeepLeadFeatures1763970011103';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_scores add column features jsonb');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table lead_scores drop column features');
  }
}
