import { v5 as uuidv5 } from 'uuid';
import type { BodyStyle, FuelType } from '../../models/vehicle/vehicle-facts.js';
import type { Drive, Transmission, VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { classOf, type RowRemark } from '../platform/csv/row-remark.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import { bodyOfModel } from './model-bodies.js';
import { splitModel } from './model-names.js';

/** Namespace of the ids of catalogue trims: the same file gives the same ids everywhere. */
const trimNamespace = '5f0c7a1e-3d0b-5a64-9c6e-6b1f0f1d8a11';
const kilometresPerMile = 1.609344;

/** The columns of fueleconomy.gov's `vehicles.csv` that the catalogue is made of. */
export const epaColumns = ['id', 'make', 'model', 'year', 'VClass', 'fuelType1', 'atvType', 'drive', 'trany', 'cylinders', 'displ', 'city08', 'highway08', 'comb08', 'range', 'rangeA'] as const; // prettier-ignore

type EpaColumn = (typeof epaColumns)[number];
/** The cells of a row that are read, trimmed. */
export type EpaRow = Readonly<Record<EpaColumn, string>>;

/** A row understood, with what was left out of it; or why it is none of the catalogue. */
export type EpaOutcome =
  | { readonly trim: VehicleTrimEntity; readonly warnings: readonly RowRemark[] }
  | { readonly rejects: readonly RowRemark[] };

/** Reads one row of the EPA's file. Of figures that cannot be only themselves are left out. */
export function readEpaRow(cells: Readonly<Record<string, string>>): EpaOutcome {
  const row = rowIn(cells);
  const rejects = [...epaColumns].flatMap((column) => problemOf(column, row[column]) ?? []);
  if (rejects.length > 0) return { rejects };
  const warnings = figures.flatMap((column) => (isFigure(column, row[column]) ? [] : [noFigure(column, row[column])])); // prettier-ignore
  return { trim: trimOf(row), warnings };
}

/** The trim of a row, where nobody asks why there is none. */
export function trimOfEpaRow(cells: Readonly<Record<string, string>>): VehicleTrimEntity | null {
  const outcome = readEpaRow(cells);
  return 'trim' in outcome ? outcome.trim : null;
}

/** Why a row is none of the catalogue, by what stands in one of its columns; null where it may be one. */
function problemOf(column: EpaColumn, value: string): RowRemark | null {
  const remark = (reason: string, remedy: string) => ({ column, valueClass: classOf(value), reason, remedy });
  if (column === 'id' && !/^\d{1,15}$/.test(value)) return remark('is no id of the file', 'give the number of fueleconomy.gov'); // prettier-ignore
  if (column === 'make' && value === '') return remark('is empty', 'give the make');
  if (column === 'model' && value === '') return remark('is empty', 'give the model');
  // One row of the 2022 file has the name of its photograph where the model should be.
  if (column === 'model' && /\.(jpe?g|png)$/i.test(value)) return remark('is the name of a picture', 'give the model'); // prettier-ignore
  if (column === 'year' && !(/^\d{4}$/.test(value) && Number(value) >= 1900 && Number(value) <= 2100)) return remark('is no year from 1900 to 2100', 'correct the year: four digits'); // prettier-ignore
  return null;
}

const figures = ['cylinders', 'displ', 'city08', 'highway08', 'comb08', 'range'] as const;
const mostFigure = 32_767;

/** Figures are whole, but for litres; the file writes 0, -1 or NA for "does not apply". */
function isFigure(column: (typeof figures)[number], value: string): boolean {
  const number = positive(value);
  return value === '' || value === 'NA' || Number(value) <= 0 || (number !== null && number <= mostFigure && (column === 'displ' || column === 'range' || Number.isInteger(number))); // prettier-ignore
}

function noFigure(column: EpaColumn, value: string): RowRemark {
  return { column, valueClass: classOf(value), reason: 'is no figure a car can have', remedy: 'the car is in the catalogue without it; correct it if it matters' }; // prettier-ignore
}

function rowIn(cells: Readonly<Record<string, string>>): EpaRow {
  const of = (column: EpaColumn) => (cells[column] ?? '').trim();
  return { id: of('id'), make: of('make'), model: of('model'), year: of('year'), VClass: of('VClass'), fuelType1: of('fuelType1'), atvType: of('atvType'), drive: of('drive'), trany: of('trany'), cylinders: of('cylinders'), displ: of('displ'), city08: of('city08'), highway08: of('highway08'), comb08: of('comb08'), range: of('range'), rangeA: of('rangeA') }; // prettier-ignore
}

function trimOf(row: EpaRow): VehicleTrimEntity {
  const make = canonicalMake(row.make);
  const { model, trim } = splitModel(make, row.model);
  const figure = (column: (typeof figures)[number]) => (isFigure(column, row[column]) ? positive(row[column]) : null); // prettier-ignore
  const range = figure('range') ?? positive(row.rangeA.split('/')[0] ?? '');
  return {
    id: uuidv5(`epa:${row.id}`, trimNamespace),
    source: 'epa',
    sourceId: row.id,
    make,
    model,
    trim,
    modelYear: Number(row.year),
    bodyStyle: bodyOf(make, model, row),
    fuelType: fuelOf(row),
    drive: driveOf(row.drive),
    transmission: transmissionOf(row.trany),
    cylinders: figure('cylinders'),
    displacementLitres: figure('displ'),
    cityMpg: figure('city08'),
    highwayMpg: figure('highway08'),
    combinedMpg: figure('comb08'),
    electricRangeKm: range !== null && range <= mostFigure / kilometresPerMile && plugsIn(row) ? Math.round(range * kilometresPerMile) : null, // prettier-ignore
    epaClass: row.VClass || null,
  };
}

/**
 * The EPA's classes are sizes: a hatchback is a "Compact Car", a crossover may be a "Small Station Wagon", a roadster
 * a "Two Seater". So trucks and vans are taken from the class, words in the name come next, then what is known of
 * the model, and the class of the rest last.
 */
function bodyOf(make: string, model: string, { VClass, model: name }: EpaRow): BodyStyle {
  const known = bodyOfModel(make, model);
  if (/pickup/i.test(VClass)) return 'PICKUP';
  if (/^(Vans|Minivan)/i.test(VClass)) return 'VAN';
  if (/^Special Purpose/i.test(VClass)) return specialPurposeBody(name) ?? known ?? 'SUV';
  if (/sport utility/i.test(VClass)) return /\b(convertible|cabriolet)\b/i.test(name) ? 'CONVERTIBLE' : 'SUV';
  const worded = known === 'SUV' ? undefined : bodyInName(name);
  if (worded) return worded;
  if (known) return known;
  if (/wagon/i.test(VClass)) return 'ESTATE';
  if (/^(Two Seaters|Minicompact)/i.test(VClass)) return 'COUPE';
  return /^(Subcompact|Compact|Midsize|Large)/i.test(VClass) ? 'SEDAN' : 'OTHER';
}

/** "Special Purpose" is what fits nowhere else: small vans, chassis cabs, and until 2012 every SUV. */
function specialPurposeBody(name: string): BodyStyle | undefined {
  if (/\b(cab chassis|incomplete|pickup|truck)\b/i.test(name)) return 'PICKUP';
  if (/\b(van|cargo|transit|nv200|metris|promaster|city express|sprinter|postal|usps)\b/i.test(name))
    return 'VAN';
  return undefined;
}

const wordedBodies: [RegExp, BodyStyle][] = [
  [/\bgran ?coupe\b|\bgran turismo\b/i, 'SEDAN'],
  [
    /\b(convertible|cabriolet|cabrio|roadster|spyder|spider|targa|volante|boxster)\b|miata|mx-5/i,
    'CONVERTIBLE',
  ],
  [/\b(hatchback|5-door|5dr|sportback|liftback|hardtop)\b/i, 'HATCHBACK'],
  [
    /wagon|\b(avant|sportbrake|allroad|alltrack|sport ?turismo|cross ?turismo|tourx|estate|st|sw)\b/i,
    'ESTATE',
  ],
  [/\b(coupe|2dr|2-door|fastback)\b/i, 'COUPE'],
  [/\b(sedan|4-door|4dr|limousine)\b/i, 'SEDAN'],
];

function bodyInName(name: string): BodyStyle | undefined {
  return wordedBodies.find(([words]) => words.test(name))?.[1];
}

/** `fuelType1` names what is burnt, `atvType` what is peculiar: a plug-in hybrid "burns" premium petrol. */
function fuelOf({ fuelType1, atvType }: EpaRow): FuelType {
  if (/plug-in/i.test(atvType)) return 'PLUGIN_HYBRID';
  if (/electric/i.test(fuelType1)) return 'ELECTRIC';
  if (/^hybrid$/i.test(atvType)) return 'HYBRID';
  if (/diesel/i.test(fuelType1)) return 'DIESEL';
  return /gasoline/i.test(fuelType1) ? 'PETROL' : 'OTHER';
}

function plugsIn(row: EpaRow): boolean {
  return ['PLUGIN_HYBRID', 'ELECTRIC'].includes(fuelOf(row));
}

function driveOf(drive: string): Drive | null {
  if (/^front/i.test(drive)) return 'FWD';
  if (/^rear/i.test(drive)) return 'RWD';
  if (/all-wheel/i.test(drive)) return 'AWD';
  if (/4-wheel/i.test(drive)) return 'FOUR_WD';
  return /^2-wheel/i.test(drive) ? 'TWO_WD' : null;
}

function transmissionOf(gearbox: string): Transmission | null {
  if (/^auto/i.test(gearbox)) return 'AUTOMATIC';
  return /^manual/i.test(gearbox) ? 'MANUAL' : null;
}

/** The file writes 0, -1 or NA for "does not apply". */
function positive(written: string): number | null {
  const value = Number(written);
  return written !== '' && Number.isFinite(value) && value > 0 ? value : null;
}
