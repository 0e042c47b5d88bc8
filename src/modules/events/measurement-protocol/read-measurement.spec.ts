import fc from 'fast-check';
import { rejectionCodes } from '../events.errors.js';
import { readMeasurement } from './read-measurement.js';

const receivedAt = Date.parse('2026-11-22T12:00:10.000Z');
const read = (json: unknown) => readMeasurement(json, { receivedAt });
const ids = (json: unknown) => read(json).events.map(({ messageId }) => messageId);
const view = {
  name: 'view_item',
  params: { items: [{ item_id: 'S-1001', item_brand: 'Kia', price: 28_995 }] },
};

describe('readMeasurement', () => {
  it('reads people, times, cars, properties and consent', () => {
    const { events, rejections } = read({
      client_id: '1234567.1700000000',
      user_id: 'u-1',
      timestamp_micros: '1795348800000000',
      user_properties: { tier: { value: 'gold' }, odd: { value: [1] } },
      consent: { ad_user_data: 'DENIED', ad_personalization: 'GRANTED', more: 7 },
      events: [view, { name: 'generate_lead', timestamp_micros: 1_795_348_801_000_000 }, { name: 'my_own' }],
    });
    expect(rejections).toEqual([]);
    expect(events).toMatchObject([
      {
        type: 'VEHICLE_VIEWED',
        name: 'view_item',
        anonymousId: '1234567.1700000000',
        userId: 'u-1',
        occurredAt: 1_795_348_800_000,
        traits: { tier: 'gold', odd: [] },
        vehicleNames: ['S-1001'],
        vehicle: { make: 'Kia', price: 28_995 },
        properties: view.params,
        consent: { ga4: { ad_user_data: 'DENIED', ad_personalization: 'GRANTED' } },
      },
      { type: 'LEAD_SUBMITTED', occurredAt: 1_795_348_801_000 },
      { type: 'CUSTOM', occurredAt: 1_795_348_800_000 },
    ]);
    expect(events[1]?.traits).toBeUndefined();
  });

  it('gives the same event the same id whenever it is sent again, and two in one request two', () => {
    const twice = { client_id: 'c', events: [view, view] };
    expect(ids(twice)).toEqual(ids(JSON.parse(JSON.stringify(twice))));
    expect(new Set(ids(twice)).size).toBe(2);
    const others = [
      { ...twice, client_id: 'd' },
      { ...twice, user_id: 'u' },
      { ...twice, timestamp_micros: 1 },
      { ...twice, events: [{ ...view, name: 'x' }] },
    ];
    expect(new Set([twice, ...others].map((each) => ids(each)[0])).size).toBe(5);
  });

  it('knows an app by its instance', () => {
    expect(read({ app_instance_id: 'app', events: [view] }).events).toMatchObject([{ anonymousId: 'app' }]);
  });

  it('keeps the good, and says of the bad where and what, in its own words and in GA4 terms', () => {
    const { events, rejections, complaints } = read({
      client_id: 'c',
      events: [view, { params: {} }, { name: 'x', params: [] }, { name: 'x', params: { text: 'x'.repeat(40_000) } }, 7],
    }); // prettier-ignore
    expect(events).toHaveLength(1);
    expect(rejections.map(({ code }) => code)).toEqual(['NO_EVENT_NAME', 'UNKNOWN_SHAPE', 'EVENT_TOO_LARGE', 'UNKNOWN_SHAPE']); // prettier-ignore
    expect(complaints).toMatchObject([
      { fieldPath: 'events[1].name', validationCode: 'VALUE_REQUIRED' },
      { fieldPath: 'events[2].params', validationCode: 'VALUE_INVALID' },
      { fieldPath: 'events[3]', validationCode: 'VALUE_OUT_OF_BOUNDS' },
      { fieldPath: 'events[4]', validationCode: 'VALUE_INVALID' },
    ]);
  });

  it.each([
    ['UNKNOWN_SHAPE', 'client_id', { client_id: 1234567.1, events: [view] }],
    ['UNKNOWN_SHAPE', 'events', { client_id: 'c' }],
    ['UNKNOWN_SHAPE', 'events', { client_id: 'c', events: [] }],
    ['UNKNOWN_SHAPE', 'timestamp_micros', { client_id: 'c', timestamp_micros: 'now', events: [view] }],
    ['UNKNOWN_SHAPE', 'timestamp_micros', { client_id: 'c', timestamp_micros: 8.64e18 + 2e3, events: [view] }],
    ['UNKNOWN_SHAPE', '', 'text'],
    ['NO_IDENTITY', 'client_id', { events: [view] }],
    ['EVENT_TOO_LARGE', 'user_properties', { client_id: 'c', user_properties: { a: { value: 'x'.repeat(40_000) } }, events: [view] }],
  ])('refuses a request with %s of "%s"', (code, fieldPath, json) => {
    const { events, rejections, complaints } = read(json);
    expect(events).toEqual([]);
    expect(rejections).toMatchObject([{ code }]);
    expect(complaints).toMatchObject([{ fieldPath }]);
  }); // prettier-ignore

  it('keeps nothing of what a car says amiss: a place may stand in it', () => {
    const { rejections } = read({
      client_id: 'c',
      events: [{ name: 'in_car_mileage', params: { latitude: 51.5 } }],
    });
    expect(rejections).toMatchObject([{ code: 'INVALID_EVENT' }]);
    expect(JSON.stringify(rejections)).not.toContain('51.5');
  });

  const request = fc.record(
    {
      client_id: fc.oneof(fc.constant('secret@example.com'), fc.jsonValue()),
      user_id: fc.jsonValue(),
      timestamp_micros: fc.oneof(fc.integer(), fc.double(), fc.jsonValue()),
      user_properties: fc.oneof(fc.dictionary(fc.string(), fc.record({ value: fc.jsonValue() })), fc.jsonValue()),
      consent: fc.jsonValue(),
      events: fc.oneof(fc.array(fc.oneof(fc.constant(view), fc.jsonValue())), fc.jsonValue()),
    },
    { requiredKeys: [] },
  ); // prettier-ignore
  it('crashes on no JSON at all, and repeats no value in its reasons', () => {
    fc.assert(
      fc.property(fc.oneof(request, fc.jsonValue()), (raw) => {
        const { events, rejections } = read(JSON.parse(JSON.stringify(raw)));
        expect(events.length + rejections.length).toBeGreaterThan(0);
        for (const { occurredAt } of events) expect(occurredAt).toBeLessThanOrEqual(receivedAt + 86_400_000);
        for (const { code, message } of rejections) {
          expect(rejectionCodes).toContain(code);
          expect(message).not.toContain('secret@');
        }
      }),
      { numRuns: 500 },
    );
  });
});
