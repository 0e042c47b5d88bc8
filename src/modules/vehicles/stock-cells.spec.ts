import fc from 'fast-check';
import { readBody, readCondition, readDay, readFuel, readMileage, readPrice, readState, readTransmission } from './stock-cells.js'; // prettier-ignore

describe('cells of a stock file', () => {
  it.each([
    ['12000', '12000.00', null],
    ['$28,995', '28995.00', 'USD'],
    ['£12,000', '12000.00', 'GBP'],
    [' £ 12,000.50 ', '12000.50', 'GBP'],
    ['10499 USD', '10499.00', 'USD'],
    ['10,499.00 USD', '10499.00', 'USD'],
    ['1.234,56 €', '1234.56', 'EUR'],
    ['12.500 €', '12500.00', 'EUR'],
    ['1.250.000', '1250000.00', null],
    ['12 500 €', '12500.00', 'EUR'],
    ['28995.5', '28995.50', null],
    ['99,5', '99.50', null],
  ])('read the price %s as %s %s', (text, amount, currency) =>
    expect(readPrice(text)).toEqual({ amount, currency }),
  );
  it.each(['', 'call us', '-5', '£', '12..x', '99999999999999'])('know that "%s" is no price', (text) =>
    expect(readPrice(text)).toBeNull(),
  );
  it('read every whole price however it is grouped', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9_999_999 }),
        fc.constantFrom('en-GB', 'de-DE', 'fr-FR'),
        (n, locale) => {
          expect(readPrice(`${n.toLocaleString(locale)} EUR`)).toEqual({
            amount: n.toFixed(2),
            currency: 'EUR',
          });
        },
      ),
    );
  });

  it.each([
    ['52,777 miles', null, 84_936],
    ['10000', 'miles', 16_093],
    ['84000 km', null, 84_000],
    ['84.000', 'km', 84_000],
    ['84000', 'KM', 84_000],
    ['84000', null, 'no-unit'],
    ['a lot', 'km', null],
    ['-3', 'km', null],
    ['10 parsecs', null, null],
  ])('read the distance "%s" in %s as %s', (text, unit, km) => expect(readMileage(text, unit)).toBe(km));

  it('read the words of feeds', () => {
    expect(['Petrol', 'GASOLINE', 'Diesel', 'Hybrid', 'PLUGIN_HYBRID', 'Plug-in Hybrid', 'Electric', 'Other', 'steam'].map(readFuel)).toEqual(['PETROL', 'PETROL', 'DIESEL', 'HYBRID', 'PLUGIN_HYBRID', 'PLUGIN_HYBRID', 'ELECTRIC', 'OTHER', null]); // prettier-ignore
    expect(['Saloon', 'suv', 'Hatchback', 'MPV', 'Pick-up', 'Coupé', 'WAGON', 'Minivan', '?'].map(readBody)).toEqual(['SEDAN', 'SUV', 'HATCHBACK', 'VAN', 'PICKUP', 'COUPE', 'ESTATE', 'VAN', null]); // prettier-ignore
    expect(['NEW', 'n', 'Used', 'CPO', 'Approved Used', 'EXCELLENT'].map(readCondition)).toEqual(['NEW', 'NEW', 'USED', 'CERTIFIED', 'CERTIFIED', null]); // prettier-ignore
    expect(['Manual', 'Semi-Auto', 'Automatic', 'Other'].map(readTransmission)).toEqual(['MANUAL', 'SEMI_AUTOMATIC', 'AUTOMATIC', null]); // prettier-ignore
    expect(['2026-11-02', '2026-11-02T08:00:00Z', '2026-02-30', '02/11/2026', ''].map(readDay)).toEqual(['2026-11-02', '2026-11-02', null, null, null]); // prettier-ignore
    expect(['AVAILABLE', 'NOT_AVAILABLE', 'PENDING', 'sale pending', 'in transit', 'sold', 'UNKNOWN'].map(readState)).toEqual(['AVAILABLE', 'WITHDRAWN', 'RESERVED', 'RESERVED', 'IN_TRANSIT', 'SOLD', null]); // prettier-ignore
  });
});
