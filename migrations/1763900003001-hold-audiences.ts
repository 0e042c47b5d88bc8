import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * An excluded audience must not be archived under a campaign that may be shown, nor one that is archived be tied to it.
 * The database sees to both: such a tie refers to the segment's status too.
 */
export class HoldAudiences1763900003001 implements MigrationInterface {
  readonly name = 'HoldAudiences1763900003001';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table segments add constraint segments_status_unique unique (tenant_id, id, status);
      alter table campaign_audiences add column segment_status text;
      update campaign_audiences a set segment_status = 'ACTIVE' from campaigns c, segments s
        where c.tenant_id = a.tenant_id and c.id = a.campaign_id and c.status <> 'ended'
          and s.tenant_id = a.tenant_id and s.id = a.segment_id and s.status = 'ACTIVE';
      alter table campaign_audiences
        add constraint campaign_audiences_status check (segment_status = 'ACTIVE'),
        add constraint campaign_audiences_active_fk foreign key (tenant_id, segment_id, segment_status)
          references segments (tenant_id, id, status);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table campaign_audiences drop column segment_status;
      alter table segments drop constraint segments_status_unique;
    `);
  }
}
