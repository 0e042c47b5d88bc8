import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateVehicles1763800003000 implements MigrationInterface {
  readonly name = 'CreateVehicles1763800003000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table vehicle_trims (
        id uuid not null,
        source text not null,
        source_id text not null,
        make text not null,
        model text not null,
        trim text not null,
        model_year smallint not null,
        body_style text not null,
        fuel_type text not null,
        drive text,
        transmission text,
        cylinders smallint,
        displacement_litres double precision,
        city_mpg smallint,
        highway_mpg smallint,
        combined_mpg smallint,
        electric_range_km smallint,
        epa_class text,
        constraint vehicle_trims_pk primary key (id),
        constraint vehicle_trims_source_unique unique (source, source_id)
      );
      create index vehicle_trims_name on vehicle_trims (make, model, model_year, trim, id);

      create table dealers (
        id uuid not null,
        tenant_id uuid not null,
        code text not null,
        name text not null,
        city text not null,
        latitude double precision,
        longitude double precision,
        created_at timestamptz not null,
        constraint dealers_pk primary key (id),
        constraint dealers_code_unique unique (tenant_id, code),
        constraint dealers_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade
      );

      create table stock_units (
        id uuid not null,
        tenant_id uuid not null,
        stock_number text not null,
        vin text,
        dealer_id uuid not null,
        trim_id uuid,
        make text not null,
        model text not null,
        trim text not null,
        model_year smallint not null,
        body_style text not null,
        fuel_type text not null,
        condition text not null,
        price numeric(12,2) not null,
        currency text not null,
        mileage_km integer not null,
        transmission text,
        colour text,
        image_url text,
        state text not null,
        first_seen_at timestamptz not null,
        updated_at timestamptz not null,
        changed_xid bigint not null,
        constraint stock_units_pk primary key (id),
        constraint stock_units_stock_number_unique unique (tenant_id, stock_number),
        constraint stock_units_tenant_fk foreign key (tenant_id) references tenants (id) on delete cascade,
        constraint stock_units_dealer_fk foreign key (dealer_id) references dealers (id) on delete cascade,
        constraint stock_units_trim_fk foreign key (trim_id) references vehicle_trims (id) on delete set null
      );
      create index stock_units_model on stock_units (tenant_id, make, model, price, id);
      create index stock_units_body_style on stock_units (tenant_id, body_style, price, id);
      create index stock_units_price on stock_units (tenant_id, price, id);
      create index stock_units_changed on stock_units (tenant_id, changed_xid);
      create index stock_units_dealer on stock_units (dealer_id);
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table stock_units; drop table dealers; drop table vehicle_trims;');
  }
}
