import type { MigrationInterface, QueryRunner } from 'typeorm';

const open = `status in ('NEW', 'CONTACTED', 'APPOINTMENT', 'NEGOTIATING')`;

/** What is due of leads is found among the open ones only, however many others wait for nothing. Nobody lists moves by when they were told. */
export class LookOnceForLeads1763970011100 implements MigrationInterface {
  readonly name = 'LookOnceForLeads1763970011100';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index leads_response_due, leads_reroute_due, lead_moves_recorded;
      create index leads_response_due on leads (response_due_at) where responded_at is null and escalated_at is null and ${open};
      create index leads_reroute_due on leads (reroute_due_at) where responded_at is null and ${open};
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop index leads_response_due, leads_reroute_due;
      create index leads_response_due on leads (response_due_at) where responded_at is null and escalated_at is null;
      create index leads_reroute_due on leads (reroute_due_at) where responded_at is null;
      create index lead_moves_recorded on lead_moves (tenant_id, recorded_at);
    `);
  }
}
