import { Column, Entity, Index, PrimaryColumn, Unique } from 'typeorm';
import type { BodyStyle, FuelType } from './vehicle-facts.js';

/**
 * One trim of one model year in the reference catalogue: what can be built, not what stands anywhere. Shared by all
 * tenants, filled by `npm run import:catalogue`. The id is derived from source and source id, so it is the same in
 * every installation.
 */
@Entity('vehicle_trims')
@Unique('vehicle_trims_source_unique', ['source', 'sourceId'])
@Index('vehicle_trims_name', ['make', 'model', 'modelYear', 'trim', 'id'])
export class VehicleTrimEntity {
  @PrimaryColumn('uuid') id!: string;
  /** Which catalogue it came from: `epa`. */
  @Column('text') source!: string;
  @Column('text', { name: 'source_id' }) sourceId!: string;
  @Column('text') make!: string;
  /** The family people ask for: `RAV4`, `3 Series`. */
  @Column('text') model!: string;
  /** What the source's name says beyond the family: `Hybrid AWD`; empty when nothing. */
  @Column('text') trim!: string;
  @Column('smallint', { name: 'model_year' }) modelYear!: number;
  @Column('text', { name: 'body_style' }) bodyStyle!: BodyStyle;
  @Column('text', { name: 'fuel_type' }) fuelType!: FuelType;
  @Column('text', { nullable: true }) drive!: Drive | null;
  @Column('text', { nullable: true }) transmission!: Transmission | null;
  @Column('smallint', { nullable: true }) cylinders!: number | null;
  @Column('double precision', { name: 'displacement_litres', nullable: true })
  displacementLitres!: number | null;
  /** Miles per US gallon, or its electric equivalent (MPGe) for cars that only plug in. */
  @Column('smallint', { name: 'city_mpg', nullable: true }) cityMpg!: number | null;
  @Column('smallint', { name: 'highway_mpg', nullable: true }) highwayMpg!: number | null;
  @Column('smallint', { name: 'combined_mpg', nullable: true }) combinedMpg!: number | null;
  @Column('smallint', { name: 'electric_range_km', nullable: true }) electricRangeKm!: number | null;
  /** The size class of the US Environmental Protection Agency, as it stands in the file. */
  @Column('text', { name: 'epa_class', nullable: true }) epaClass!: string | null;
}

/** The closed set of driven wheels. */
export const drives = ['FWD', 'RWD', 'AWD', 'FOUR_WD', 'TWO_WD'] as const;
/** Driven wheels. `FOUR_WD` can be switched off, `AWD` cannot; `TWO_WD` where the source does not say which two. */
export type Drive = (typeof drives)[number];

/** The closed set of gearboxes. */
export const transmissions = ['AUTOMATIC', 'MANUAL', 'SEMI_AUTOMATIC'] as const;
/** `SEMI_AUTOMATIC`: a gearbox without a clutch pedal that is shifted by hand. */
export type Transmission = (typeof transmissions)[number];
