import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { bodyStyles, fuelTypes, type BodyStyle, type FuelType } from '../../models/vehicle/vehicle-facts.js';
import { drives, transmissions, type VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import type { UpsertCounts } from './stock.js';

/** Which trims to list; absent means any. Make and model are compared without case. */
export interface TrimFilter {
  readonly make?: string | undefined;
  readonly model?: string | undefined;
  readonly modelYear?: number | undefined;
  readonly bodyStyle?: BodyStyle | undefined;
  readonly fuelType?: FuelType | undefined;
}

/** A make and the families it has in the catalogue. */
export interface MakeOfCatalogue {
  readonly make: string;
  readonly models: string[];
  readonly trimCount: number;
}

const columns = `id, source, source_id as "sourceId", make, model, trim, model_year as "modelYear", body_style as "bodyStyle",
  fuel_type as "fuelType", drive, transmission, cylinders, displacement_litres as "displacementLitres", city_mpg as "cityMpg",
  highway_mpg as "highwayMpg", combined_mpg as "combinedMpg", electric_range_km as "electricRangeKm", epa_class as "epaClass"`;

const rowSchema: z.ZodType<VehicleTrimEntity> = z.object({
  id: z.string(),
  source: z.string(),
  sourceId: z.string(),
  make: z.string(),
  model: z.string(),
  trim: z.string(),
  modelYear: z.number(),
  bodyStyle: z.enum(bodyStyles),
  fuelType: z.enum(fuelTypes),
  drive: z.enum(drives).nullable(),
  transmission: z.enum(transmissions).nullable(),
  cylinders: z.number().nullable(),
  displacementLitres: z.number().nullable(),
  cityMpg: z.number().nullable(),
  highwayMpg: z.number().nullable(),
  combinedMpg: z.number().nullable(),
  electricRangeKm: z.number().nullable(),
  epaClass: z.string().nullable(),
});

/** The only place that reads or writes `vehicle_trims`. The catalogue belongs to no tenant. */
@Injectable()
export class CatalogueRepository {
  constructor(private readonly database: DataSource) {}

  /** Writes trims by source and source id; equal rows are not touched. */
  async upsert(trims: readonly VehicleTrimEntity[]): Promise<UpsertCounts> {
    const of = <K extends keyof VehicleTrimEntity>(name: K) => trims.map((trim) => trim[name]);
    const rows: { inserted: boolean }[] = await this.database.query(
      `insert into vehicle_trims as held (id, source, source_id, make, model, trim, model_year, body_style, fuel_type, drive,
         transmission, cylinders, displacement_litres, city_mpg, highway_mpg, combined_mpg, electric_range_km, epa_class)
       select * from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::smallint[], $8::text[],
         $9::text[], $10::text[], $11::text[], $12::smallint[], $13::double precision[], $14::smallint[], $15::smallint[],
         $16::smallint[], $17::smallint[], $18::text[])
       on conflict on constraint vehicle_trims_source_unique do update set
         make = excluded.make, model = excluded.model, trim = excluded.trim, model_year = excluded.model_year,
         body_style = excluded.body_style, fuel_type = excluded.fuel_type, drive = excluded.drive,
         transmission = excluded.transmission, cylinders = excluded.cylinders,
         displacement_litres = excluded.displacement_litres, city_mpg = excluded.city_mpg,
         highway_mpg = excluded.highway_mpg, combined_mpg = excluded.combined_mpg,
         electric_range_km = excluded.electric_range_km, epa_class = excluded.epa_class
       where (held.make, held.model, held.trim, held.model_year, held.body_style, held.fuel_type, held.drive,
           held.transmission, held.cylinders, held.displacement_litres, held.city_mpg, held.highway_mpg,
           held.combined_mpg, held.electric_range_km, held.epa_class)
         is distinct from (excluded.make, excluded.model, excluded.trim, excluded.model_year, excluded.body_style,
           excluded.fuel_type, excluded.drive, excluded.transmission, excluded.cylinders,
           excluded.displacement_litres, excluded.city_mpg, excluded.highway_mpg, excluded.combined_mpg,
           excluded.electric_range_km, excluded.epa_class)
       returning (xmax = 0) as inserted`,
      [of('id'), of('source'), of('sourceId'), of('make'), of('model'), of('trim'), of('modelYear'), of('bodyStyle'), of('fuelType'), of('drive'), of('transmission'), of('cylinders'), of('displacementLitres'), of('cityMpg'), of('highwayMpg'), of('combinedMpg'), of('electricRangeKm'), of('epaClass')], // prettier-ignore
    );
    const added = rows.filter((row) => row.inserted).length;
    return { added, changed: rows.length - added, unchanged: trims.length - rows.length };
  }

  /** One page by make, model, year, trim. `after` is the sort key (those four and the id) of the row before it. */
  async list(filter: TrimFilter, limit: number, after: string[] | null): Promise<VehicleTrimEntity[]> {
    const values: unknown[] = [];
    const bind = (value: unknown) => `$${values.push(value)}`;
    const tests = ['true'];
    if (filter.make !== undefined) tests.push(`make = ${bind(filter.make)}`);
    if (filter.model !== undefined) tests.push(`lower(model) = lower(${bind(filter.model)})`);
    if (filter.modelYear !== undefined) tests.push(`model_year = ${bind(filter.modelYear)}`);
    if (filter.bodyStyle !== undefined) tests.push(`body_style = ${bind(filter.bodyStyle)}`);
    if (filter.fuelType !== undefined) tests.push(`fuel_type = ${bind(filter.fuelType)}`);
    if (after) {
      const [make, model, year, trim, id] = after.map(bind);
      tests.push(
        `(make, model, model_year, trim, id) > (${make}, ${model}, ${year}::smallint, ${trim}, ${id}::uuid)`,
      );
    }
    const rows: unknown[] = await this.database.query(
      `select ${columns} from vehicle_trims where ${tests.join(' and ')}
       order by make, model, model_year, trim, id limit ${bind(limit)}`,
      values,
    );
    return rows.map((row) => rowSchema.parse(row));
  }

  /** Every make with its families. */
  async makes(): Promise<MakeOfCatalogue[]> {
    return this.database.query(
      `select make, array_agg(distinct model order by model) as models, count(*)::int as "trimCount"
       from vehicle_trims group by make order by make`,
    );
  }

  /** The body most trims of each family have. */
  async usualBodies(): Promise<{ make: string; model: string; bodyStyle: BodyStyle }[]> {
    return this.database.query(
      `select make, model, mode() within group (order by body_style) as "bodyStyle" from vehicle_trims group by make, model`,
    );
  }

  /** Trims of recent model years, oldest id first: what a demo stock is drawn from. */
  async since(modelYear: number): Promise<VehicleTrimEntity[]> {
    const rows: unknown[] = await this.database.query(
      `select ${columns} from vehicle_trims where model_year >= $1 order by source, source_id`,
      [modelYear],
    );
    return rows.map((row) => rowSchema.parse(row));
  }

  /** Trims of the given names, for linking stock to the catalogue. */
  async idsByName(): Promise<{ id: string; make: string; model: string; trim: string; modelYear: number }[]> {
    return this.database.query(
      `select distinct on (make, model, model_year, trim) id, make, model, trim, model_year as "modelYear"
       from vehicle_trims order by make, model, model_year, trim, id`,
    );
  }
}
