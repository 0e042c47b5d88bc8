import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Whom a lookalike found stands until those found anew take their place, whole. */
export class KeepLookalikesWhole1763970008000 implements MigrationInterface {
  readonly name = 'KeepLookalikesWhole1763970008000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table lookalikes add column standing integer not null default 0;
      alter table lookalike_members add column asking integer not null default 0;
      alter table lookalike_members alter column asking drop default;
      alter table lookalike_members drop constraint lookalike_members_pk;
      alter table lookalike_members
        add constraint lookalike_members_pk primary key (tenant_id, lookalike_id, asking, rank);
    `);
  }

  /** Only those who stand are kept. */
  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      delete from lookalike_members m using lookalikes l
      where l.tenant_id = m.tenant_id and l.id = m.lookalike_id and l.standing <> m.asking;
      alter table lookalike_members drop constraint lookalike_members_pk;
      alter table lookalike_members add constraint lookalike_members_pk primary key (tenant_id, lookalike_id, rank);
      alter table lookalike_members drop column asking;
      alter table lookalikes drop column standing;
    `);
  }
}
