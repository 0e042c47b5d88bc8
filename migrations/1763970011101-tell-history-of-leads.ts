import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Leads and hands that were raised long before we heard of them, which nobody is to be called for. */
export class TellHistoryOfLeads1763970011101 implements MigrationInterface {
  readonly name = 'TellHistoryOfLeads1763970011101';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table leads add column is_history boolean not null default false;
      alter table lead_hands add column is_history boolean not null default false;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lead_hands drop column is_history;
      alter table leads drop column is_history;
    `);
  }
}
