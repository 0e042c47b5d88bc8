import fc from 'fast-check';
import { z } from 'zod';
import type { JsonObject } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import { eventTypes } from '../../../models/event/event-type.js';
import { eventSchemas } from '../../../models/event/vocabulary/event-schemas.js';
import { nameTables } from './type-of-name.js';
import { understand } from './understand.js';

const words: TenantWords = {
  events: new Map([
    ['probefahrt', { name: 'Probefahrt', type: 'TEST_DRIVE_BOOKED', properties: [{ from: 'Wunschtermin', to: 'scheduledAt' }] }],
    ['ordercompleted', { name: 'Order Completed', type: null, properties: [{ from: 'zahlung.gesamt', to: 'amount' }] }],
    ['schedule', { name: 'Schedule', type: 'CUSTOM', properties: [] }],
  ]),
  properties: [{ from: 'Fahrgestellnummer', to: 'vin' }],
}; // prettier-ignore

describe('understand', () => {
  it('finds our fields under the names of others, and keeps what was sent', () => {
    const sent = { order_id: 'o-1', revenue: '$23,400', currency: 'usd' };
    expect(understand('Order Completed', sent)).toMatchObject({
      type: 'ORDER_PLACED',
      properties: { ...sent, orderId: 'o-1', amount: 23_400, currency: 'USD' },
    });
  });

  it.each([
    ['Order Completed', { total: 'call us', revenue: 21_500 }, { amount: 21_500 }],
    ['Lease Quoted', { monthlyPayment: 'on request', monthly_price: 299, termMonths: 36 }, { monthlyPayment: 299 }],
    ['asc_item_pageview', { price: 'POA', item_price: '$28,995' }, { price: 28_995 }],
    ['Test Drive Booked', { scheduledAt: '2026-12-01T15:00' }, { scheduledAt: '2026-12-01T15:00:00.000Z' }],
    ['Test Drive Booked', { scheduledAt: '2026-12-01 15:00:00+05' }, { scheduledAt: '2026-12-01T10:00:00.000Z' }],
  ])('takes the best that can be read of a %s that says %j', (name, sent, properties) => {
    expect(understand(name, sent)).toMatchObject({ properties });
  });

  it.each([
    ['Order Completed', { order_id: 'o-1' }, 'amount', 'is missing, or no number'],
    ['purchase', { value: -1 }, 'amount', 'must be from 0 to 1,000,000,000,000'],
    ['purchase', { value: '-5' }, 'amount', 'must be from 0 to 1,000,000,000,000'],
    ['purchase', { value: '-£5.50' }, 'amount', 'must be from 0 to 1,000,000,000,000'],
    ['Order Completed', { total: 'on request' }, 'amount', 'is missing, or no number'],
    ['Product Viewed', { price: -28_995 }, 'price', 'must be from 0 to 1,000,000,000,000'],
    ['Lease Quoted', { monthlyPayment: 299 }, 'termMonths', 'is missing, or no number'],
    ['Salesperson Note', { text: '   ' }, 'note', 'is missing, or longer than 5000 characters'],
    ['In-Car Battery', { soh: 180 }, 'healthPercent', 'must be from 0 to 100 percent'],
  ])('names the field of a malformed %s', (name, sent, field, problem) => {
    expect(understand(name, sent)).toMatchObject({ field, problem });
  });

  it.each(['NA', 'n/a', '', 'undefined', null, 'call us', '-5'])('takes a price of %s as not said', (price) => {
    expect(understand('asc_item_pageview', { item_price: price, item_make: 'kia' })).toMatchObject({
      type: 'VEHICLE_VIEWED',
      vehicle: { make: 'kia' },
    });
  });

  it.each([
    ['$23,400', 23_400],
    ['$28,995.00', 28_995],
    ['23.400 €', 23_400],
    ['1.234,56 €', 1_234.56],
    ['£ 12 000', 12_000],
    ['GBP 999', 999],
  ])('reads %s as the number it is', (total, amount) => {
    expect(understand('Order Completed', { total })).toMatchObject({ properties: { amount } });
  });

  it('keeps of what a car reports only what the vocabulary names, never a place', () => {
    const sent = { odometer_km: 61_200, latitude: 52.1, trip: { to: 'home' }, vin: '1M8GDM9AXKP042788' };
    expect(understand('In-Car Mileage', sent)).toMatchObject({
      type: 'CAR_MILEAGE_REPORTED',
      properties: { mileageKm: 61_200, vin: '1M8GDM9AXKP042788' },
    });
    const { properties } = z.object({ properties: z.looseObject({}) }).parse(understand('In-Car Mileage', sent));
    expect(Object.keys(properties)).toEqual(['vin', 'mileageKm']);
  });

  it('reads what may be below zero out of a text too', () => {
    expect(understand('In-Car Service Due', { kmLeft: '-1,200', daysLeft: '-3' })).toMatchObject({
      properties: { kmLeft: -1_200, daysLeft: -3 },
    });
  });

  it('takes of a fault what looks like a code, never a place or an address', () => {
    const codes = ['P0420', 'U0100-87', '51.50735,-0.12776', 'ann@example.com', 'P'.repeat(17)];
    expect(understand('In-Car Fault', { dtcs: codes })).toMatchObject({ properties: { codes: ['P0420', 'U0100-87'] } });
    expect(understand('In-Car Fault', { codes: '51.50735,-0.12776' })).toMatchObject({ properties: {} });
    const told = { codes: ['x@y.co'], vin: '51.5,-0.1', make: '51.5,-0.1', faultCount: 1 };
    expect(understand('In-Car Fault', told)).toMatchObject({ properties: { faultCount: 1 }, vehicle: null });
    expect(JSON.stringify(understand('In-Car Fault', told))).not.toContain('"vin"');
  });

  it("hears a tenant's own words before everybody's", () => {
    const drive = understand('PROBE-FAHRT', { Wunschtermin: '2026-11-25T10:00:00Z', Fahrgestellnummer: 'V-1' }, words);
    expect(drive).toMatchObject({
      type: 'TEST_DRIVE_BOOKED',
      properties: { scheduledAt: '2026-11-25T10:00:00.000Z', Fahrgestellnummer: 'V-1' },
      vehicleNames: ['V-1'],
    });
    expect(understand('Order Completed', { zahlung: { gesamt: '27.495 €' } }, words)).toMatchObject({
      type: 'ORDER_PLACED',
      properties: { amount: 27_495 },
    });
    expect(understand('Schedule', {}, words)).toMatchObject({ type: 'CUSTOM' });
    expect(understand('Schedule', {})).toMatchObject({ type: 'TEST_DRIVE_BOOKED' });
  });

  const names = [...eventTypes, ...Object.values(nameTables).flatMap((table) => Object.keys(table)), 'Probefahrt'];
  const keys = [...Object.values(eventSchemas).flatMap((schema) => schema?.sought.flatMap((one) => one.names) ?? []), 'vehicle', 'items', 'zahlung.gesamt', '__proto__'];
  const anything = fc.dictionary(fc.oneof(fc.constantFrom(...keys), fc.string()), fc.oneof(fc.jsonValue(), fc.constantFrom('NA', '$23,400', -1, 1e300)));
  it('loses no event: whatever is said is a type of ours, CUSTOM, or refused for a field that is named', () => {
    fc.assert(
      fc.property(fc.oneof(fc.constantFrom(...names), fc.string()), anything, (name, said) => {
        const sent: JsonObject = z.record(z.string(), z.json()).parse(JSON.parse(JSON.stringify(said)));
        const meaning = understand(name, sent, words);
        expect(eventTypes).toContain(meaning.type);
        if ('problem' in meaning) {
          const fields = eventSchemas[meaning.type]?.sought.map(({ field }) => field);
          expect(fields).toContain(meaning.field);
          expect(meaning.type).not.toBe('CUSTOM');
        } else if (!eventSchemas[meaning.type]?.isClosed) {
          const kept = new Set(Object.keys(meaning.properties));
          expect(Object.keys(sent).filter((key) => !kept.has(key))).toEqual([]);
        }
      }),
      { numRuns: 2_000 },
    );
  });
}); // prettier-ignore
