import { randomUUID } from 'node:crypto';
import { trimOfEpaRow } from '../modules/vehicles/epa-row.js';
import type { VehicleTrim } from '../modules/vehicles/vehicles.service.js';
import { askingPrice, listPrice } from './demo-prices.js';
import { demoStock } from './demo-stock.js';

const base = { VClass: 'Compact Cars', fuelType1: 'Regular Gasoline', trany: 'Manual 6-spd', displ: '1.8' };
const trims = [
  'Toyota|Corolla',
  'Toyota|RAV4 AWD',
  'Volkswagen|Golf',
  'BMW|330i',
  'Kia|Niro',
  'Pagani|Huayra',
]
  .flatMap((name) => ['2019', '2020', '2021', '2022', '2023'].map((year) => `${name}|${year}`))
  .flatMap((name, at): VehicleTrim[] => {
    const [make = '', model = '', year = ''] = name.split('|');
    const trim = trimOfEpaRow({ ...base, id: String(at + 1), make, model, year });
    return trim ? [trim] : [];
  });
const [tenantId, dealers] = ['6f2c1e0a-54a6-4b5e-9a53-0c7fd3b1a001', [randomUUID(), randomUUID()]];

describe('the demo stock', () => {
  const units = demoStock(trims, tenantId, dealers, 400);

  it('is the same every time, and another with another seed', () => {
    expect(demoStock(trims, tenantId, dealers, 400)).toEqual(units);
    expect(demoStock(trims, tenantId, dealers, 400, 7)).not.toEqual(units);
  });

  it('has cars of known makes from 2020 on, each with its own number', () => {
    expect(new Set(units.map(({ stockNumber }) => stockNumber)).size).toBe(400);
    expect(new Set(units.map(({ id }) => id)).size).toBe(400);
    expect(new Set(units.map(({ make }) => make))).toEqual(new Set(['Toyota', 'Volkswagen', 'BMW', 'Kia']));
    expect(Math.min(...units.map(({ modelYear }) => modelYear))).toBe(2020);
    expect(new Set(units.map(({ dealerId }) => dealerId))).toEqual(new Set(dealers));
    expect(new Set(units.map(({ condition }) => condition))).toEqual(new Set(['NEW', 'USED', 'CERTIFIED']));
  });

  it('asks less for age and distance, more for promises and rarer makes', () => {
    const find = (make: string): VehicleTrim => {
      const found = trims.find((trim) => trim.make === make);
      if (!found) throw new Error(`no ${make} in the catalogue of this test`);
      return found;
    };
    const golf = find('Volkswagen');
    const used = (ageYears: number, mileageKm: number) =>
      askingPrice(golf, { condition: 'USED', ageYears, mileageKm }, 0.5);
    expect(listPrice(golf)).toBeGreaterThan(18_000);
    expect(listPrice(golf)).toBeLessThan(30_000);
    expect(listPrice(find('BMW'))).toBeGreaterThan(listPrice(golf));
    expect(used(1, 13_000)).toBeLessThan(askingPrice(golf, { condition: 'NEW', ageYears: 0, mileageKm: 5 }, 0.5)); // prettier-ignore
    expect(used(3, 39_000)).toBeLessThan(used(1, 13_000));
    expect(used(3, 90_000)).toBeLessThan(used(3, 39_000));
  });

  it('is empty when the catalogue is', () => expect(demoStock([], tenantId, dealers, 10)).toEqual([]));
});
