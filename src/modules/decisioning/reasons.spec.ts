import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import { factsOf } from '../../models/vehicle/vehicle-in-stock.js';
import { carInStock, idOf, liveCampaign, liveCreative } from '../../../test/factories/showroom.js';
import { reasonsOver, type ReasonGround } from './reasons.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const minuteMs = 60_000;
const touch = (
  name: string,
  minutesAgo: number,
  facts = {},
  type: RecentVehicle['type'] = 'VEHICLE_VIEWED',
) => ({
  type,
  at: now - minutesAgo * minuteMs,
  vehicle: factsOf(carInStock(name, { model: `Model ${name}`, price: 90_000, ...facts })),
});
const reasons = (ground: Partial<ReasonGround>, facts = {}, include: string[] = []) => {
  const vehicle = carInStock('offered', { fuelType: 'PETROL', ...facts });
  const offer = {
    vehicle,
    facts: factsOf(vehicle),
    campaign: liveCampaign('A', { include }),
    creative: liveCreative('A'),
  };
  return reasonsOver({ recent: [], segmentIds: new Set(), segmentNames: new Map(), now, ...ground })(offer);
};

describe('reasonsOver', () => {
  it('counts vehicles of the same body style in the shortest span that tells', () => {
    expect(reasons({ recent: ['a', 'b', 'c'].map((name) => touch(name, 10)) })).toEqual(['You viewed 3 SUVs in the last hour']); // prettier-ignore
    expect(reasons({ recent: [touch('a', 10), touch('b', 300)] })).toEqual(['You viewed 2 SUVs in the last 24 hours']); // prettier-ignore
  });

  it('counts cars, not visits, and only views', () => {
    const recent = [touch('a', 1), touch('a', 2), touch('b', 3, {}, 'VEHICLE_LISTED')];
    expect(reasons({ recent })).toEqual(['Something different from what you viewed']);
  });

  it('says "at least" when more may have been forgotten', () => {
    const recent = Array.from({ length: 20 }, (_, n) => touch(`c${n}`, 1 + n));
    expect(reasons({ recent })[0]).toBe('You viewed at least 20 SUVs in the last hour');
  });

  it('names the strongest deed on this car, then on its model', () => {
    const same = { model: 'RAV4' };
    expect(reasons({ recent: [touch('offered', 5, same), touch('x', 9, same, 'VEHICLE_SAVED')] })[0]).toBe('You viewed this very car'); // prettier-ignore
    expect(reasons({ recent: [touch('y', 5, same), touch('x', 9, same, 'VEHICLE_SAVED')] })[0]).toBe('Same model as one you saved'); // prettier-ignore
  });

  it('names the audience the campaign is for, if the viewer is in it', () => {
    const id = idOf('segment');
    const ground = { segmentIds: new Set([id]), segmentNames: new Map([[id, 'SUV shoppers']]) };
    expect(reasons(ground, {}, [id])).toEqual(['In the audience “SUV shoppers”']);
    expect(reasons({ segmentNames: ground.segmentNames }, {}, [id])).toEqual(['Part of a varied selection to begin with']); // prettier-ignore
  });

  it('says what is new, what is close in price and what is electric', () => {
    expect(reasons({}, { firstSeenAt: now - 6 * 24 * 60 * minuteMs })).toEqual(['New in stock this week']);
    expect(reasons({ recent: [touch('a', 5, { price: 30_000, bodyStyle: 'SEDAN' })] })).toEqual(['Close in price to cars you looked at']); // prettier-ignore
    const electric = { fuelType: 'ELECTRIC', bodyStyle: 'SEDAN' };
    expect(reasons({ recent: [touch('a', 5, electric), touch('b', 6, electric)] }, { fuelType: 'ELECTRIC' })).toEqual(['You viewed 2 electric cars in the last hour']); // prettier-ignore
  });

  it('gives at most three', () => {
    const recent = ['offered', 'b', 'c'].map((name) => touch(name, 10, { model: 'RAV4', price: 29_000 }));
    expect(reasons({ recent }, { firstSeenAt: now - 1 })).toHaveLength(3);
  });
});
