import { firstIdentityPolicy } from '../../models/profile/identity-policy.js';
import { idsOf } from './ids-of.js';

const vin = 'WVWZZZ1KZAW000001';
const base = {
  messageId: 'm',
  name: 'n',
  occurredAt: 0,
  type: 'VEHICLE_DELIVERED',
  vehicleNames: [vin],
} as const;
const crmId = { kind: 'crmId', value: 'c', isVerified: true } as const;
const phone = { kind: 'phone', value: '+442079460018', isVerified: true } as const;
const car = { kind: 'ownedVin', value: vin };

describe('idsOf', () => {
  it('adds a delivered car to the ids of the person it was handed to, and to no browser', () => {
    const event = { ...base, anonymousId: 'a', otherIds: [crmId] };
    const ids = { others: [{ kind: 'crmId', value: 'c' }, car], deliveredVin: vin };
    expect(idsOf(event, firstIdentityPolicy)).toEqual(ids);
    expect(idsOf({ ...base, anonymousId: 'a' }, firstIdentityPolicy)).toEqual({ others: undefined });
  });

  it('lets a car that reports itself look for its owner, and makes nothing of its VIN', () => {
    const report = { ...base, type: 'CAR_MILEAGE_REPORTED', properties: { vin }, userId: 'u' } as const;
    expect(idsOf(report, firstIdentityPolicy)).toEqual({ others: [{ ...car, isOnlySought: true }] });
  });

  it('drops what the policy does not take as saying who is who', () => {
    const event = { ...base, userId: 'u', otherIds: [crmId, phone] };
    expect(idsOf(event, { joinBy: ['crmId'] })).toEqual({ others: [{ kind: 'crmId', value: 'c' }] });
    expect(idsOf(event, { joinBy: [] })).toEqual({ others: undefined });
  });

  it('hands no car over for an id that the policy does not take', () => {
    const event = { ...base, anonymousId: 'a', otherIds: [phone] };
    expect(idsOf(event, { joinBy: ['ownedVin'] })).toEqual({ others: undefined });
  });

  it('keeps the ids of an event that has no other', () => {
    const event = { ...base, type: 'IDENTIFIED', otherIds: [phone] } as const;
    expect(idsOf(event, { joinBy: [] }).others).toEqual([{ kind: 'phone', value: '+442079460018' }]);
  });
});
