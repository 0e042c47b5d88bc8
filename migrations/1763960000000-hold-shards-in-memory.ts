import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Who is due and how far a backfill is stands with the shard in memory, which has one owner at a time. */
export class HoldShardsInMemory1763960000000 implements MigrationInterface {
  readonly name = 'HoldShardsInMemory1763960000000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table shard_owners (
        shard integer not null,
        owner uuid,
        epoch bigint not null,
        constraint shard_owners_pk primary key (shard)
      );
      create table segment_workers (
        id uuid not null,
        seen_at timestamptz not null,
        constraint segment_workers_pk primary key (id)
      );
      create table audience_questions (
        tenant_id uuid not null,
        id uuid not null,
        question jsonb not null,
        now timestamptz not null,
        asked_at timestamptz not null,
        constraint audience_questions_pk primary key (id),
        constraint audience_questions_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index audience_questions_tenant on audience_questions (tenant_id, asked_at);
      create table audience_answers (
        tenant_id uuid not null,
        question_id uuid not null,
        shard integer not null,
        is_exact boolean not null,
        sealed_answer text not null,
        constraint audience_answers_pk primary key (question_id, shard),
        constraint audience_answers_question_fk foreign key (question_id) references audience_questions (id) on delete cascade
      );
      drop index profile_evaluations_due;
      alter table profile_evaluations drop column due_at;
      alter table segment_backfills drop column done_until;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    // Whose time has come is not known here any more: everybody is looked at once.
    await runner.query(`
      alter table segment_backfills add column done_until uuid;
      alter table profile_evaluations add column due_at timestamptz;
      update profile_evaluations set due_at = to_timestamp(0);
      create index profile_evaluations_due on profile_evaluations (shard, due_at) where due_at is not null;
      drop table audience_answers;
      drop table audience_questions;
      drop table segment_workers;
      drop table shard_owners;
    `);
  }
}
