import fc from 'fast-check';
import { rejectionCodes } from '../events.errors.js';
import { parseEvent, type CallType } from './parse-event.js';

const receivedAt = Date.parse('2026-11-22T12:00:10.000Z');
const around = { receivedAt, newId: () => 'made-up' };

function accepted(raw: unknown, type?: CallType) {
  const parsed = parseEvent(raw, around, type);
  if ('rejection' in parsed) throw new Error(parsed.rejection.message);
  return parsed.event;
}

function refused(raw: unknown, type?: CallType) {
  const parsed = parseEvent(raw, around, type);
  if ('event' in parsed) throw new Error('It was accepted.');
  return parsed.rejection;
}

describe('parseEvent', () => {
  it("understands what Segment's Node client sends", () => {
    const event = accepted({
      timestamp: '2026-11-22T07:39:20.236Z',
      integrations: {},
      event: 'Vehicle Viewed',
      type: 'track',
      properties: { vin: '1M8GDM9AXKP042788' },
      context: { library: { name: '@segment/analytics-node', version: '3.1.0' } },
      anonymousId: 'an1',
      messageId: 'node-next-1795333160236-2bf49088',
      _metadata: { nodeVersion: 'v20.20.2', jsRuntime: 'node' },
    });
    expect(event).toMatchObject({
      type: 'VEHICLE_VIEWED',
      name: 'Vehicle Viewed',
      anonymousId: 'an1',
      messageId: 'node-next-1795333160236-2bf49088',
      vehicleNames: ['1M8GDM9AXKP042788'],
      occurredAt: Date.parse('2026-11-22T07:39:20.236Z'),
    });
  });

  it("corrects the sender's clock by the batch's time of sending", () => {
    const parsed = parseEvent(
      { type: 'track', event: 'x', userId: 1, timestamp: '2026-11-22T11:00:00.000Z' },
      { ...around, sentAt: '2026-11-22T11:00:05.000Z' },
    );
    expect(parsed).toMatchObject({
      event: { occurredAt: Date.parse('2026-11-22T12:00:05.000Z'), userId: '1' },
    });
  });

  it.each([' ', '\t', '\u00a0'])(
    'takes a blank id (%j) for none: all who send it would be one person',
    (blank) => {
      expect(refused({ type: 'track', event: 'x', userId: blank, anonymousId: blank }).code).toBe(
        'NO_IDENTITY',
      );
      const event = accepted({
        type: 'track',
        event: 'x',
        userId: 'u',
        anonymousId: blank,
        messageId: blank,
      });
      expect(event).toMatchObject({ userId: 'u', anonymousId: undefined, messageId: 'made-up' });
    },
  );

  it.each(['a\0', 'a\ud800', '\udfffa'])(
    'refuses an id that cannot be stored (%j): replaced it could be another',
    (id) => {
      const whose = { type: 'track', event: 'x', userId: 'u' };
      for (const named of [{ userId: id }, { anonymousId: id }, { messageId: id }]) {
        const { code, message } = refused({ ...whose, ...named });
        expect(code).toBe('UNKNOWN_SHAPE');
        expect(message).toContain(`${Object.keys(named)[0]}: must be without NUL`);
      }
    },
  );

  it('counts nought as the id of a message, and says a number in a rejection', () => {
    expect(accepted({ type: 'track', event: 'x', userId: 'u', messageId: 0 }).messageId).toBe('0');
    expect(refused({ type: 'track', userId: 'u', messageId: 77 }).messageId).toBe('77');
  });

  it.each(['2026-02-30T00:00:00Z', '2026-04-31', '2023-02-29T12:00:00+01:00'])(
    'refuses a day that no month has: %s',
    (timestamp) => {
      expect(refused({ type: 'track', event: 'x', userId: 'u', timestamp }).code).toBe('UNKNOWN_SHAPE');
    },
  );

  it.each(['2024-02-29T00:00:00Z', '2025-12-31T23:59:59Z', '2026-01-31'])(
    'takes the last day of a month: %s',
    (timestamp) => {
      const event = accepted({ type: 'track', event: 'x', userId: 'u', timestamp });
      expect(event.occurredAt).toBe(Date.parse(timestamp));
    },
  );

  it('merges what a batch says for all of its events under what each says itself', () => {
    const shared = {
      context: { locale: 'en-GB', campaign: { source: 'mail' } },
      integrations: { All: true, 'Google Ads': true },
    };
    const event = {
      type: 'page',
      userId: 'u',
      context: { locale: 'de-DE', direct: true },
      integrations: { 'Google Ads': false },
    };
    expect(parseEvent(event, { ...around, ...shared })).toMatchObject({
      event: {
        context: {
          locale: 'de-DE',
          campaign: { source: 'mail' },
          integrations: { All: true, 'Google Ads': false },
        },
      },
    });
  });

  it('says beside an event what the clock of its sender said', () => {
    const event = {
      type: 'page',
      userId: 'u',
      originalTimestamp: '2027-01-01T00:00:00Z',
      timestamp: '1999-01-01',
    };
    expect(accepted(event)).toMatchObject({
      occurredAt: receivedAt,
      context: { clock: { originalTimestamp: '2027-01-01T00:00:00.000Z', clamped: true } },
    });
  });

  it('reads ids that came as numbers, and what belongs to pages and groups', () => {
    expect(accepted({ userId: 7, name: 'Offers', category: 'Deals' }, 'page')).toMatchObject({
      userId: '7',
      name: 'Offers',
      properties: { category: 'Deals' },
    });
    expect(accepted({ userId: 7, groupId: 8, traits: { name: 'Fleet Ltd' } }, 'group').properties).toEqual({
      groupId: '8',
      traits: { name: 'Fleet Ltd' },
    });
  });

  it('takes traits of a person, flat, and keeps them out of the log', () => {
    const event = accepted(
      { userId: 'u', traits: { plan: 'lease', address: { city: 'Leeds' } } },
      'identify',
    );
    expect(event).toMatchObject({ type: 'IDENTIFIED', traits: { plan: 'lease', 'address.city': 'Leeds' } });
    expect(event.properties).toBeUndefined();
  });

  it('joins what an alias joins', () => {
    const event = accepted({ type: 'alias', previousId: 'anon', userId: 'u' });
    expect(event).toMatchObject({ type: 'IDENTIFIED', anonymousId: 'anon', userId: 'u' });
  });

  it('keeps page and campaign, never address or browser, and hands on what is said of consent', () => {
    const consent = { categoryPreferences: { marketing: false } };
    const context = { ip: '10.0.0.1', userAgent: 'x', campaign: { source: 'mail' }, page: { path: '/' }, consent }; // prettier-ignore
    const event = accepted({ type: 'page', userId: 'u', context });
    expect(event.context).toEqual({ campaign: { source: 'mail' }, page: { path: '/' } });
    expect(event.consent).toEqual({ context: consent });
  });

  const deep: unknown = JSON.parse(`${'['.repeat(20_000)}${']'.repeat(20_000)}`);
  it.each([
    ['NO_IDENTITY', { type: 'track', event: 'x' }],
    ['NO_IDENTITY', { type: 'track', event: 'x', userId: '' }],
    ['NO_IDENTITY', { type: 'alias', previousId: 'a' }],
    ['NO_EVENT_NAME', { type: 'track', userId: 'u' }],
    ['NO_GROUP', { type: 'group', userId: 'u', groupId: '' }],
    ['UNKNOWN_SHAPE', { type: 'page', userId: 9_007_199_254_740_993 }],
    ['UNKNOWN_SHAPE', { type: 'page', userId: 'u', messageId: 'm'.repeat(201) }],
    ['UNKNOWN_EVENT_TYPE', { type: 'dance', userId: 'u' }],
    ['UNKNOWN_SHAPE', 'text'],
    ['UNKNOWN_SHAPE', null],
    ['UNKNOWN_SHAPE', []],
    ['UNKNOWN_SHAPE', { type: 'track', event: 'x', userId: { a: 1 } }],
    ['UNKNOWN_SHAPE', { type: 'track', event: 'x', userId: 'u', timestamp: 'yesterday' }],
    ['UNKNOWN_SHAPE', { type: 'track', event: 'x', userId: 'u', properties: [1] }],
    ['EVENT_TOO_LARGE', { type: 'track', event: 'x', userId: 'u', properties: { text: 'x'.repeat(40_000) } }],
    ['EVENT_TOO_DEEP', { type: 'track', event: 'x', userId: 'u', properties: { deep } }],
  ])('answers %s', (code, raw) => expect(refused(raw)).toMatchObject({ code }));

  it('keeps nothing of what a car says amiss: a place may stand in it', () => {
    const raw = { type: 'track', userId: 'u', event: 'In-Car Mileage', properties: { latitude: 51.5 } };
    const parsed = parseEvent(raw, around);
    expect(parsed).toMatchObject({ rejection: { code: 'INVALID_EVENT', payload: undefined } });
    expect(JSON.stringify(parsed)).not.toContain('51.5');
  });

  it('says where, never what', () => {
    const { message } = refused({ type: 'track', event: 'x', userId: ['ann@example.com'] });
    expect(message).toContain('userId');
    expect(message).not.toContain('ann@');
  });

  const call = fc.record(
    {
      type: fc.oneof(fc.constantFrom('track', 'identify', 'page', 'alias', 'group'), fc.jsonValue()),
      event: fc.oneof(fc.string(), fc.jsonValue()),
      userId: fc.oneof(fc.constant('secret@example.com'), fc.jsonValue()),
      anonymousId: fc.jsonValue(),
      messageId: fc.jsonValue(),
      timestamp: fc.oneof(fc.date({ noInvalidDate: true }).map(String), fc.jsonValue()),
      sentAt: fc.jsonValue(),
      properties: fc.jsonValue(),
      traits: fc.jsonValue(),
      context: fc.jsonValue(),
    },
    { requiredKeys: [] },
  );
  it('crashes on no JSON at all, and repeats no value in its reasons', () => {
    fc.assert(
      fc.property(fc.oneof(call, fc.jsonValue()), (raw) => {
        const json: unknown = JSON.parse(JSON.stringify(raw));
        const parsed = parseEvent(json, { ...around, sentAt: json });
        if ('rejection' in parsed) {
          expect(rejectionCodes).toContain(parsed.rejection.code);
          expect(parsed.rejection.message).not.toContain('secret@');
        } else {
          expect(Number.isFinite(parsed.event.occurredAt)).toBe(true);
          expect(parsed.event.occurredAt).toBeLessThanOrEqual(receivedAt + 86_400_000);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('hears of households in groups and traits, and takes other groups for what they are', () => {
    const read = (call: object) => parseEvent({ userId: 'u', ...call }, around);
    const household = { type: 'group', groupId: ' home-1 ', traits: { type: 'household', name: 'Ours' } };
    expect(read(household)).toMatchObject({
      event: {
        type: 'IDENTIFIED',
        name: 'group',
        household: 'home-1',
        properties: { householdId: 'home-1' },
      },
    });
    expect(read({ type: 'group', groupId: 'g', traits: { type: 'company' } })).toMatchObject({
      event: { type: 'CUSTOM', household: undefined, properties: { groupId: 'g' } },
    });
    expect(read({ type: 'identify', traits: { householdId: 'home-2' } })).toMatchObject({
      event: { household: 'home-2' },
    });
    expect(read({ type: 'identify', traits: { householdId: null } })).toMatchObject({
      event: { household: null },
    });
  });
});
