import fc from 'fast-check';
import type { JsonObject } from '../../models/event/event-envelope.js';
import { readWish } from './read-wish.js';
import { draftFrom, envelopeOf, leadIdOf } from './lead-draft.js';
import { leadProblems, type NewLead } from './lead-problems.js';

const lead: NewLead = {
  anonymousId: 'a-17',
  interest: 'TEST_DRIVE',
  contact: { firstName: 'Ada', lastName: 'Byron', email: 'ada@example.org', phone: '+44 20 7946 0018' },
  message: 'Saturday?',
  consent: { email: true, phone: false, wording: 'Keep me posted' },
  idempotencyKey: 'form-1',
};

describe('readWish', () => {
  it('reads back what submitLead writes', () => {
    const { properties = {} } = envelopeOf(lead, 'id', 0);
    const { interest, contact, message, consent } = lead;
    expect(readWish(properties)).toEqual({ interest, contact, message, consent });
  });

  it('reads back the car that is offered, and no band from anybody', () => {
    const tradeIn = { make: 'Seat', model: 'Ibiza', trim: null, modelYear: 2015, mileage: 9, mileageUnit: 'KM' as const, condition: 'GOOD' as const, vin: null }; // prettier-ignore
    const band = { low: '1', high: '2', currency: 'GBP', tableId: 't' };
    const { properties = {} } = envelopeOf({ ...lead, tradeIn: { ...tradeIn, band } }, 'id', 0);
    expect(readWish(properties)?.tradeIn).toEqual(tradeIn);
    const said = (change: JsonObject) => readWish({ email: 'a@b.co', tradeIn: { ...tradeIn, band, ...change } })?.tradeIn; // prettier-ignore
    expect(said({ mileage: 'far', vin: 'x', condition: 'mint' })).toEqual({ ...tradeIn, mileage: null, condition: null }); // prettier-ignore
    const none: JsonObject[] = [{ make: ' ' }, { modelYear: 'old' }, { model: null }];
    for (const change of none) expect(said(change)).toBeUndefined();
  });

  it.each([
    [{ email: 'a@b.co', formType: 'Schedule a test drive' }, 'TEST_DRIVE'],
    [{ email: 'a@b.co', form_name: 'Part-exchange valuation' }, 'TRADE_IN'],
    [{ email: 'a@b.co', department: 'Finance' }, 'FINANCE'],
    [{ email: 'a@b.co', lead_type: 'lease offer' }, 'LEASE'],
    [{ email: 'a@b.co', purpose: 'Check availability' }, 'BUY'],
    [{ email: 'a@b.co' }, 'OTHER'],
  ])('understands %j as %s', (properties, interest) => {
    expect(readWish(properties)?.interest).toBe(interest);
  });

  it('finds the contact under other names and in an object', () => {
    expect(
      readWish({ customer: { full_name: 'Ada King Byron', 'Email Address': ' ada@example.org ' } })?.contact,
    ).toEqual({
      firstName: 'Ada',
      lastName: 'King Byron',
      email: 'ada@example.org',
    });
    expect(readWish({ Phone_Number: 442079460018 })?.contact).toEqual({ phone: '442079460018' });
  });

  it('is null for someone who cannot be reached', () => {
    const unreachable: JsonObject[] = [{}, { email: 'nobody' }, { phone: 'call me' }, { name: 'Ada' }];
    for (const properties of unreachable) expect(readWish(properties)).toBeNull();
  });

  it('survives anything, and keeps nothing a database refuses', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.constantFrom(null, 1, true, 'x', ['y'], { z: 1 })),
        fc.string({ unit: 'binary', maxLength: 30 }),
        (odd, message) => {
          const wish = readWish({ email: 'a@b.co', consent: odd, contact: odd, message });
          expect(wish?.contact.email).toBe('a@b.co');
        },
      ),
    );
    expect(readWish({ email: 'a@b.co', message: `${'x'.repeat(4_999)}😀` })?.message).toBe(
      `${'x'.repeat(4_999)}\ufffd`,
    );
  });
});

describe('leadProblems', () => {
  const paths = (change: Partial<NewLead>) => leadProblems({ ...lead, ...change }).map(({ path }) => path);

  it('finds nothing wrong with a good lead', () => expect(paths({})).toEqual([]));

  it('names everything that is wrong at once, and no value', () => {
    const problems = leadProblems({
      ...lead,
      contact: { email: 'secret-name', phone: '12' },
      message: 'x'.repeat(5_001),
      idempotencyKey: ' ',
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'contact.email',
      'contact.phone',
      'message',
      'idempotencyKey',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret-name');
  });

  it('wants a way to reach the person', () => {
    expect(paths({ contact: { firstName: 'Ada' } })).toEqual(['contact']);
    expect(paths({ contact: { phone: '020 7946 0018' } })).toEqual([]);
  });
});

describe('a lead', () => {
  it('has one id per message and source', () => {
    const tenant = '3b241101-e2bb-4255-8caf-4136c566a962';
    const id = leadIdOf(tenant, 'key', 'm-1');
    expect(leadIdOf(tenant, 'key', 'm-1')).toBe(id);
    expect(new Set([id, leadIdOf(tenant, 'key', 'm-2'), leadIdOf(tenant, 'other', 'm-1')]).size).toBe(3);
  });

  it('of someone without an id is a person of its own', () => {
    expect(envelopeOf({ ...lead, anonymousId: undefined }, 'id', 0).anonymousId).toBe('lead-id');
    expect(envelopeOf({ ...lead, anonymousId: undefined, userId: 'u' }, 'id', 0).anonymousId).toBeUndefined();
  });

  it('is the same whether it comes from the caller or from the log', () => {
    const caller = { tenantId: 't', role: 'storefront', keyId: 'k' } as const;
    const who = { profileId: 'p', identityId: 'i' };
    const at = { now: 5_000, freshMs: 1_000 };
    expect(draftFrom(caller, lead, 'id', who, at)).toMatchObject({ sourceId: 'k', ...who, vehicleId: null, make: null, createdAt: 5_000, occurredAt: 5_000, isHistory: false }); // prettier-ignore
    // Handed on long after it was raised, it is history; nothing is raised after now.
    expect(draftFrom(caller, { ...lead, occurredAt: 3_999 }, 'id', who, at)).toMatchObject({ createdAt: 5_000, occurredAt: 3_999, isHistory: true }); // prettier-ignore
    expect(draftFrom(caller, { ...lead, occurredAt: 9_000 }, 'id', who, at)).toMatchObject({ occurredAt: 5_000, isHistory: false }); // prettier-ignore
    expect(envelopeOf({ ...lead, occurredAt: 3_999 }, 'id', 5_000).occurredAt).toBe(3_999);
  });
});
