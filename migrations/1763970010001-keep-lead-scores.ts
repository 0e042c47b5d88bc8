import type { MigrationInterface, QueryRunner } from 'typeorm';

/** The ledger of each lead's score, and when the lead is to be scored next. Open leads of now are scored within a day. */
export class KeepLeadScores1763970010001 implements MigrationInterface {
  readonly name = 'KeepLeadScores1763970010001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table lead_scores (
        tenant_id uuid not null,
        lead_id uuid not null,
        number integer not null,
        scored_at timestamptz not null,
        probability double precision not null,
        grade text not null,
        micros integer not null,
        changes jsonb not null,
        model_name text not null,
        model_version text not null,
        model_fallback text,
        constraint lead_scores_pk primary key (tenant_id, lead_id, number),
        constraint lead_scores_lead_fk foreign key (tenant_id, lead_id) references leads (tenant_id, id) on delete cascade
      );
      alter table leads add column score_due_at timestamptz;
      update leads set score_due_at = now() + random() * interval '1 day';
      create index leads_score_due on leads (score_due_at) where score_due_at is not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table lead_scores; alter table leads drop column score_due_at;');
  }
}
