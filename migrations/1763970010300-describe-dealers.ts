import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Dealers: where letters go, when they are open, what they sell and how many leads they can take on. Test drives may go by it. */
export class DescribeDealers1763970010300 implements MigrationInterface {
  readonly name = 'DescribeDealers1763970010300';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table dealers
        add street text,
        add region text,
        add postal_code text,
        add country text,
        add phone text,
        add website text,
        add brands text[] not null default '{}',
        add leads_per_day integer,
        add time_zone text,
        add hours jsonb;
      alter table dealers alter brands drop default;
      alter table test_drive_settings alter time_zone drop not null, alter hours drop not null;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      update test_drive_settings t set
        time_zone = coalesce(t.time_zone, d.time_zone, 'UTC'),
        hours = coalesce(t.hours, d.hours, '{"weekly":{},"exceptions":{}}')
      from dealers d where d.id = t.dealer_id;
      alter table test_drive_settings alter time_zone set not null, alter hours set not null;
      alter table dealers
        drop street, drop region, drop postal_code, drop country, drop phone, drop website, drop brands, drop leads_per_day,
        drop time_zone, drop hours;
    `);
  }
}
