import { AppError } from '../../platform/app-error.js';
import { readOffersQuery } from './offers-query.js';

const faultOf = (query: object, role: 'collector' | 'storefront' = 'storefront') => {
  try {
    readOffersQuery(query, role, false);
  } catch (fault) {
    if (fault instanceof AppError) return fault;
  }
  throw new Error('It was understood.');
};

describe('the parameters of GET /v1/offers', () => {
  it('ask what GraphQL asks, with its defaults', () => {
    expect(
      readOffersQuery({ placement: 'home', anonymousId: 'a', writeKey: 'k', _: '1' }, 'collector', false),
    ).toEqual({
      ...{ placement: 'home', viewer: { anonymousId: 'a', userId: undefined }, first: 10, isPrivate: false },
      ...{ vehicleId: undefined, excludeVehicleIds: undefined },
    });
  });

  it('take cars parted by commas, or named again and again', () => {
    const excluded = (excludeVehicleIds: unknown) =>
      readOffersQuery({ placement: 'home', excludeVehicleIds }, 'storefront', false).excludeVehicleIds;
    expect(excluded('a,b')).toEqual(['a', 'b']);
    expect(excluded(['a', 'b,c'])).toEqual(['a', 'b', 'c']);
  });

  it('ask for privacy by header or by parameter', () => {
    const isPrivate = (gpc: object, header: boolean) =>
      readOffersQuery({ placement: 'home', ...gpc }, 'storefront', header).isPrivate;
    expect([isPrivate({}, false), isPrivate({ gpc: '0' }, false)]).toEqual([false, false]);
    expect([isPrivate({}, true), isPrivate({ gpc: '1' }, false), isPrivate({ gpc: '0' }, true)]).toEqual([
      true,
      true,
      true,
    ]);
  });

  it('are refused with every fault and its place', () => {
    const fault = faultOf({ first: 'ten', anonymousID: 'a', gpc: 'yes', userId: 'x'.repeat(300) });
    expect(fault.code).toBe('OFFERS_QUERY');
    expect(new Set([fault.details['parameters']].flat())).toEqual(
      new Set([
        { parameter: 'placement', problem: 'is missing' },
        { parameter: 'first', problem: 'is no whole number' },
        { parameter: 'userId', problem: 'is longer than 256 characters' },
        { parameter: 'gpc', problem: 'is neither 0 nor 1' },
        { parameter: 'anonymousID', problem: 'is not known; see docs/guides/storefront.md' },
      ]),
    );
    expect(fault.message).not.toContain('xxx');
    expect(faultOf({ placement: ['a', 'b'] }).message).toContain('placement is given more than once');
    expect(faultOf({ placement: 'a', excludeVehicleIds: 'x,'.repeat(100) }).message).toContain(
      'more than 100 cars',
    );
  });

  it('name no person where the key stands in a page', () => {
    expect(faultOf({ placement: 'home', userId: 'ann' }, 'collector').code).toBe('USER_ID_OF_PAGE');
  });
});
