import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Feeds of stock: each file that was read with its report, cars that left a feed, former prices, what makers suggest, and
 * since when a car stands on the lot. `content_hash` stays null of cars from before: their next feed writes them once.
 */
export class CreateStockFeeds1763970010200 implements MigrationInterface {
  readonly name = 'CreateStockFeeds1763970010200';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      alter table stock_units
        add column price_since timestamptz,
        add column msrp numeric(12, 2),
        add column withdrawn_from text,
        add column in_stock_since date,
        add column feed text,
        add column content_hash uuid;
      create table stock_former_prices (
        tenant_id uuid not null,
        unit_id uuid not null,
        valid_to timestamptz not null,
        valid_from timestamptz not null,
        price numeric(12, 2) not null,
        currency text not null,
        constraint stock_former_prices_pk primary key (tenant_id, unit_id, valid_to),
        constraint stock_former_prices_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint stock_former_prices_unit_fk foreign key (unit_id) references stock_units (id) on delete cascade
      );
      create table stock_feeds (
        tenant_id uuid not null,
        id uuid not null,
        name text not null,
        mode text not null,
        format text not null,
        shape text not null,
        status text not null,
        rows integer not null,
        added integer not null,
        changed integer not null,
        unchanged integer not null,
        rejected integer not null,
        warnings integer not null,
        withdrawn integer not null,
        leaving integer not null,
        held integer not null,
        most_leaving_percent double precision not null,
        hold text,
        trouble text,
        share double precision not null,
        begun_at timestamptz not null,
        updated_at timestamptz not null,
        accepted_at timestamptz,
        constraint stock_feeds_pk primary key (tenant_id, id),
        constraint stock_feeds_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );
      create index stock_feeds_begun on stock_feeds (tenant_id, begun_at, id);
      create table stock_feed_remarks (
        tenant_id uuid not null,
        feed_id uuid not null,
        number integer not null,
        line integer not null,
        severity text not null,
        column_name text not null,
        value_class text not null,
        reason text not null,
        remedy text not null,
        constraint stock_feed_remarks_pk primary key (tenant_id, feed_id, number),
        constraint stock_feed_remarks_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint stock_feed_remarks_feed_fk foreign key (tenant_id, feed_id) references stock_feeds (tenant_id, id)
          on delete cascade
      );
      create table stock_feed_leavers (
        tenant_id uuid not null,
        feed_id uuid not null,
        unit_id uuid not null,
        constraint stock_feed_leavers_pk primary key (tenant_id, feed_id, unit_id),
        constraint stock_feed_leavers_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint stock_feed_leavers_feed_fk foreign key (tenant_id, feed_id) references stock_feeds (tenant_id, id)
          on delete cascade
      );
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`
      drop table stock_feed_leavers, stock_feed_remarks, stock_feeds, stock_former_prices;
      update stock_units set state = 'SOLD' where state = 'WITHDRAWN';
      alter table stock_units
        drop column price_since, drop column msrp, drop column withdrawn_from, drop column in_stock_since, drop column feed,
        drop column content_hash;
    `);
  }
}
