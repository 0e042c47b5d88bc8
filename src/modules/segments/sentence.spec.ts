import fc from 'fast-check';
import type { Rule } from '../../models/segment/rule.js';
import { anyRule } from '../../../test/factories/any-rule.js';
import { languages, sentence } from './sentence.js';

const list = '00000000-0000-4000-8000-00000000000b';
const names = new Map([
  ['00000000-0000-4000-8000-00000000000a', 'SUV shoppers'],
  [list, 'Fleet'],
]);

describe('sentence', () => {
  it.each<[Rule, string]>([
    [
      {
        all: [
          { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' } },
          { not: { did: { event: 'TEST_DRIVE_BOOKED', within: 'P30D' } } },
        ],
      },
      'viewed an SUV at least 3 times in the last 14 days, and not booked a test drive in the last 30 days',
    ],
    [
      {
        any: [
          { did: { event: 'VEHICLE_SAVED', where: { make: ['Kia', 'BMW'], fuelType: ['ELECTRIC'], price: { atMost: 40_000 } } } },
          { all: [{ trait: { name: 'city', oneOf: ['Leeds', 'York'] } }, { trait: { name: 'children', atLeast: 2 } }] },
        ],
      },
      'saved an electric Kia or BMW, priced up to 40,000, or (city is Leeds or York, and children is at least 2)',
    ],
    [{ did: { event: 'ORDER_PLACED', times: { atMost: 0 }, within: 'P1W' } }, 'never placed an order in the last week'],
    [{ did: { event: 'CUSTOM', name: 'Brochure Asked', times: { atLeast: 2, atMost: 4 }, within: 'P1DT12H' } },
      'did “Brochure Asked” 2 to 4 times in the last 1 day 12 hours'],
    [{ did: { event: 'VEHICLE_VIEWED', where: { condition: ['USED'], modelYear: { atLeast: 2020, atMost: 2022 } }, times: { atMost: 1 } } },
      'viewed a used vehicle, of model year 2020 to 2022 at most once'],
    [{ not: { any: [{ trait: { name: 'email', exists: true } }, { trait: { name: 'phone', exists: true } }] } },
      'not (email is known, or phone is known)'],
    [{ did: { anyOf: ['VEHICLE_SAVED', 'VEHICLE_COMPARED'], where: { make: ['Kia'] }, during: 'LAST_MONTH' } },
      'saved a Kia or compared a Kia with others last month'],
    [{ did: { event: 'ORDER_PLACED', properties: [{ name: 'amount', moreThan: 5 }, { name: 'list', isNot: 'search' }], longerAgoThan: 'P1D' } },
      'placed an order (amount is more than 5 and list is known and not search) at least 1 day ago'],
    [{ did: { event: 'ORDER_PLACED', within: 'P90D', sum: { of: 'vehicle.price', atLeast: 50_000 } } },
      'placed an order in the last 90 days, price adding up to 50,000 or more'],
    [{ did: { within: 'P14D', longerAgoThan: 'P2D', average: { of: 'amount', atMost: 3 } } },
      'did anything between 2 days and 14 days ago, amount up to 3 on average'],
    [{ did: { event: 'VEHICLE_VIEWED', from: '2026-01-01', before: '2026-04-01', distinct: { of: 'day', atLeast: 3 } } },
      'viewed a vehicle since 2026-01-01 and before 2026-04-01, on 3 or more different days'],
    [{ did: { event: 'VEHICLE_VIEWED', distinct: { of: 'vehicle.model', atMost: 1 } } },
      'viewed a vehicle, with up to 1 different models'],
    [{ did: { event: 'PAGE_VIEWED', within: 'P28D', every: { period: 'P7D', atLeast: 2 } } },
      'opened a page at least twice in every 7 days of the last 28 days'],
    [{ did: { event: 'VEHICLE_VIEWED', first: { agoAtMost: 'P1D' } } }, 'first viewed a vehicle in the last day'],
    [{ did: { event: 'VEHICLE_VIEWED', newest: { agoAtLeast: 'P30D' } } }, 'last viewed a vehicle at least 30 days ago'],
    [{ sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'TEST_DRIVE_TAKEN', soon: 'P7D' }], noneSince: { event: 'ORDER_PLACED' }, within: 'P30D' } },
      'viewed a vehicle, then within 7 days took a test drive, the last of it in the last 30 days, and since then not placed an order'],
    [{ trait: { name: 'likes', containsAll: ['suv', 'van'], sizeAtMost: 3 } }, 'likes contains suv and van and likes lists at most 3'],
    [{ trait: { name: 'born', anniversaryWithin: 'P7D' } }, 'born has its anniversary in the next 7 days'],
    [{ near: { dealer: 'LDS', withinKm: 20 } }, 'lives within 20 km of dealer LDS'],
    [{ not: { member: { of: '00000000-0000-4000-8000-00000000000a' } } }, 'not in the segment “SUV shoppers”'],
    [{ not: { did: { event: 'ORDER_PLACED', times: { atMost: 0 }, within: 'P30D' } } }, 'placed an order in the last 30 days'],
    [{ did: { event: 'VEHICLE_VIEWED', within: 'P14D', distinct: { of: 'day', atMost: 0 } } }, 'never viewed a vehicle in the last 14 days'],
    [{ did: { event: 'VEHICLE_VIEWED', within: 'P14D', distinct: { of: 'vehicle.model', atMost: 0 } } }, 'never viewed a vehicle in the last 14 days, with any known models'],
    [{ not: { did: { event: 'VEHICLE_VIEWED', distinct: { of: 'day', atMost: 0 } } } }, 'not (never viewed a vehicle)'],
    [{ not: { did: {} } }, 'did not do anything'],
    [{ not: { did: { event: 'CUSTOM', name: 'Peek' } } }, 'did not do “Peek”'],
    [{ not: { did: { event: 'LEASE_QUOTED' } } }, 'was not quoted a lease'],
    [{ sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'ORDER_PLACED' }], noneSince: {} } }, 'viewed a vehicle, then placed an order, and since then did not do anything'],
    [{ did: { event: 'ORDER_PLACED', sum: { of: 'amount', atLeast: 0.0005 } } }, 'placed an order, amount adding up to 0.0005 or more'],
    [{ stage: { aipl: ['INTEREST', 'INTEREST'] } }, 'at the stage of interest'],
    [{ stage: { aipl: ['INTEREST', 'LOYALTY', 'INTEREST'] } }, 'at the stage of interest or loyalty'],
    [{ trait: { name: 'city', is: 'Leeds', isNot: 'York' } }, 'city is Leeds and city is not York'],
    [{ not: { listed: { on: list } } }, 'not on the list “Fleet”'],
    [{ stage: { aipl: ['INTEREST', 'PURCHASE'] } }, 'at the stage of interest or purchase'],
    [{ stage: { journey: ['FINANCE'] } }, 'at the stage of finance on the way to a car'],
    [{ lead: { grade: ['A', 'B'] } }, 'with a lead of grade A or B'],
    [{ lead: { status: ['SOLD'], within: 'P30D' } }, 'with a lead moved to SOLD in the last 30 days'],
    [{ not: { lead: { grade: ['A'], within: 'P30D' } } }, 'not with a lead of grade A scored in the last 30 days'],
    [{ share: { salt: 'autumn', from: 0, below: 50 } }, 'in the share from 0% to 50% drawn by “autumn”'],
  ])('%j', (rule, words) => {
    expect(sentence(rule, { language: 'ENGLISH', names })).toBe(words);
  }); // prettier-ignore

  it.each<[Rule, string]>([
    [{ did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] }, times: { atLeast: 3 }, within: 'P14D' } },
      '最近14天内浏览SUV至少3次'],
    [{ all: [
        { did: { event: 'VEHICLE_SAVED', where: { make: ['Kia', 'BMW'], condition: ['USED'], fuelType: ['ELECTRIC'], bodyStyle: ['SUV'], price: { atMost: 30_000 } } } },
        { not: { did: { event: 'TEST_DRIVE_BOOKED', within: 'P30D' } } },
      ] }, '收藏二手纯电Kia或BMW SUV（价格不超过30,000），且最近30天内没有预约试驾'],
    [{ did: { event: 'ORDER_PLACED', times: { atMost: 0 }, during: 'LAST_QUARTER' } }, '上季度从未下单'],
    [{ did: { event: 'VEHICLE_VIEWED', within: 'P14D', distinct: { of: 'day', atLeast: 3 } } }, '最近14天内有至少3天浏览车辆'],
    [{ did: { event: 'VEHICLE_VIEWED', distinct: { of: 'vehicle.model', atLeast: 2 } } }, '浏览车辆，涉及至少2款不同车型'],
    [{ did: { event: 'ORDER_PLACED', within: 'P90D', sum: { of: 'vehicle.price', atLeast: 50_000 } } }, '最近90天内下单，车价合计不低于50,000'],
    [{ did: { event: 'PAGE_VIEWED', within: 'P28D', every: { period: 'P7D', atLeast: 2 } } }, '最近28天内每7天都打开页面至少2次'],
    [{ did: { event: 'VEHICLE_VIEWED', newest: { agoAtLeast: 'P30D' } } }, '最近一次浏览车辆是在30天以前'],
    [{ sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'TEST_DRIVE_TAKEN', soon: 'P7D' }], noneSince: { event: 'ORDER_PLACED' } } },
      '先浏览车辆，7天内再完成试驾，此后没有下单'],
    [{ not: { any: [{ trait: { name: 'city', is: 'Leeds' } }, { trait: { name: 'phone', exists: true } }] } },
      '不满足（city为Leeds，或phone已知）'],
    [{ near: { dealer: 'LDS', withinKm: 20 } }, '居住在经销商LDS周边20公里内'],
    [{ not: { member: { of: '00000000-0000-4000-8000-00000000000a' } } }, '不属于人群“SUV shoppers”'],
    [{ not: { did: { event: 'ORDER_PLACED', times: { atMost: 0 }, within: 'P30D' } } }, '最近30天内下单'],
    [{ did: { event: 'VEHICLE_VIEWED', within: 'P14D', distinct: { of: 'day', atMost: 0 } } }, '最近14天内从未浏览车辆'],
    [{ did: { event: 'VEHICLE_VIEWED', within: 'P14D', distinct: { of: 'vehicle.model', atMost: 0 } } }, '最近14天内没有涉及已知车型的浏览车辆'],
    [{ not: { did: {} } }, '没有任何行为'],
    [{ sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'ORDER_PLACED' }], noneSince: {} } }, '先浏览车辆，再下单，此后没有任何行为'],
    [{ did: { event: 'ORDER_PLACED', sum: { of: 'amount', atLeast: 0.0005 } } }, '下单，amount合计不低于0.0005'],
    [{ stage: { aipl: ['INTEREST', 'INTEREST'] } }, '处于兴趣阶段'],
    [{ trait: { name: 'city', is: 'Leeds', isNot: 'York' } }, 'city为Leeds且city不为York'],
    [{ not: { listed: { on: list } } }, '不在名单“Fleet”上'],
    [{ listed: { on: list } }, '在名单“Fleet”上'],
    [{ lead: { grade: ['A', 'B'], within: 'P30D' } }, '属于最近30天内评定的A或B级线索'],
    [{ not: { lead: { grade: ['A'] } } }, '不属于A级线索'],
    [{ lead: { status: ['SOLD', 'LOST'], within: 'P30D' } }, '属于最近30天内转为SOLD或LOST的线索'],
    [{ stage: { journey: ['TEST_DRIVE', 'FINANCE'] } }, '处于购车旅程的试驾或金融方案阶段'],
  ])('in Chinese: %j', (rule, words) => {
    expect(sentence(rule, { language: 'CHINESE', names })).toBe(words);
  }); // prettier-ignore

  it.each(languages)('finds words for every rule in %s', (language) => {
    fc.assert(
      fc.property(anyRule, (rule) =>
        expect(sentence(rule, { language })).toMatch(/^(?!.*(undefined|  )).+$/),
      ),
    );
  });
});
