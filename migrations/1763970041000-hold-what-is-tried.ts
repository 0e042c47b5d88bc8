import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * What a running experiment names is held: its segments by a reference to their status, as campaigns hold theirs, and its campaign and
 * creatives by a row that campaigns look at. Of those that run already, what is still in use is held from here on.
 */
export class HoldWhatIsTried1763970041000 implements MigrationInterface {
  readonly name = 'HoldWhatIsTried1763970041000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table experiment_segments (
        tenant_id uuid not null,
        experiment_id uuid not null,
        segment_id uuid not null,
        segment_status text not null,
        constraint experiment_segments_pk primary key (tenant_id, experiment_id, segment_id),
        constraint experiment_segments_experiment_fk foreign key (tenant_id, experiment_id)
          references experiments (tenant_id, id) on delete cascade,
        constraint experiment_segments_status check (segment_status = 'ACTIVE'),
        constraint experiment_segments_active_fk foreign key (tenant_id, segment_id, segment_status)
          references segments (tenant_id, id, status)
      );
      create index experiment_segments_segment on experiment_segments (tenant_id, segment_id);
      create table campaign_holds (
        tenant_id uuid not null,
        campaign_id uuid not null,
        experiment_id uuid not null,
        name text not null,
        creative_ids uuid[] not null,
        constraint campaign_holds_pk primary key (tenant_id, campaign_id, experiment_id),
        constraint campaign_holds_campaign_fk foreign key (tenant_id, campaign_id)
          references campaigns (tenant_id, id) on delete cascade
      );
      insert into experiment_segments
        select distinct e.tenant_id, e.id, s.id, s.status
        from experiments e, jsonb_array_elements(e.plan->'arms') arm, jsonb_array_elements_text(arm->'segmentIds') named, segments s
        where e.status = 'RUNNING' and (e.ends_at is null or e.ends_at > now())
          and s.tenant_id = e.tenant_id and s.id = named::uuid and s.status = 'ACTIVE';
      insert into campaign_holds
        select e.tenant_id, c.id, e.id, e.plan->>'name', array(
          select distinct named::uuid from jsonb_array_elements(e.plan->'arms') arm, jsonb_array_elements_text(arm->'creativeIds') named)
        from experiments e join campaigns c on c.tenant_id = e.tenant_id and c.id = (e.plan->>'campaignId')::uuid
        where e.status = 'RUNNING' and (e.ends_at is null or e.ends_at > now());
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table campaign_holds; drop table experiment_segments');
  }
}
