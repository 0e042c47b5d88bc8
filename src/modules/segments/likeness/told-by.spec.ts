import type { Rule } from '../../../models/segment/rule.js';
import type { Known } from '../leaves-behind.js';
import { stageRule } from '../stage-rules.js';
import { dimensions } from './dimensions.js';
import { toldBy } from './told-by.js';

const known: Known = { zone: 'UTC', ruleOf: () => undefined, stageRule };
const general = ['events', 'lately'];
const bodies = ['SUV', 'SEDAN', 'HATCHBACK', 'ESTATE', 'PICKUP', 'VAN', 'COUPE', 'CONVERTIBLE', 'OTHER bodyStyle'].map((style) => `looks at ${style}`); // prettier-ignore
const fuels = ['PETROL', 'DIESEL', 'HYBRID', 'PLUGIN_HYBRID', 'ELECTRIC', 'OTHER fuelType'].map((fuel) => `looks at ${fuel}`); // prettier-ignore
const conditions = ['looks at NEW', 'looks at USED', 'looks at CERTIFIED'];
const prices = ['below 10000', 'below 20000', 'below 40000', 'below 80000', 'below 160000', '160000 and more'].map((band) => `looks at ${band}`); // prettier-ignore

const named = (places: readonly number[]) => places.map((place) => dimensions[place]).sort();
const leftOut = (rule: Rule, around = known) => named(toldBy(rule, around).places);
const these = (...names: readonly string[]) => [...names].sort();

describe('what people who are told by a rule are not known by', () => {
  it('is nothing where it asks for no deed', () => {
    const rule: Rule = { all: [{ listed: { on: 'x' } }, { trait: { name: 'city', is: 'Leeds' } }, { share: { salt: 's', from: 0, below: 9 } }] }; // prettier-ignore
    expect(toldBy(rule, known)).toEqual({ places: [], amounts: [] });
  });

  it('is nothing where it asks for what is not counted of them', () => {
    const rule: Rule = { did: { event: 'OFFER_VIEWED', where: { bodyStyle: ['SUV'] } } };
    expect(toldBy(rule, known)).toEqual({ places: [], amounts: [] });
  });

  it.each<[string, Rule, string[]]>([
    ['a deed', { did: { event: 'SERVICE_DONE' } }, ['did SERVICE_DONE']],
    ['a deed that is missing', { not: { did: { event: 'SERVICE_DONE' } } }, ['did SERVICE_DONE']],
    ['any of some', { any: [{ did: { anyOf: ['SERVICE_DONE', 'CAR_SERVICE_DUE'] } }] }, ['did SERVICE_DONE', 'did CAR_SERVICE_DUE']],
    ['a name of the sender’s own', { did: { event: 'CUSTOM', name: 'x' } }, ['did CUSTOM', 'looks']],
    ['one after another', { sequence: { steps: [{ event: 'SERVICE_BOOKED' }, { event: 'SERVICE_DONE' }], noneSince: { event: 'ORDER_PLACED' } } },
      ['did SERVICE_BOOKED', 'did SERVICE_DONE', 'did ORDER_PLACED', 'looks']],
    ['the grade of a lead', { lead: { grade: ['A'] } }, ['did LEAD_SUBMITTED', 'looks']],
    ['a stage', { stage: { journey: ['FINANCE'] } },
      ['PAYMENT_ESTIMATED', 'LEASE_QUOTED', 'ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_BOOKED', 'SERVICE_DONE', 'CAR_MILEAGE_REPORTED',
        'CAR_SERVICE_DUE', 'CAR_BATTERY_REPORTED', 'CAR_FAULT_REPORTED', 'VEHICLE_VIEWED', 'VEHICLE_CONFIGURED', 'VEHICLE_SAVED',
        'VEHICLE_COMPARED', 'LEAD_SUBMITTED', 'DEALER_CALLED', 'SHOWROOM_VISITED', 'TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN']
        .map((type) => `did ${type}`).concat('looks')],
    ['a car’s body', { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'], make: ['Kia'] } } }, ['did VEHICLE_VIEWED', 'looks', ...bodies]],
    ['its fuel and whether it is new', { did: { event: 'VEHICLE_VIEWED', where: { fuelType: ['ELECTRIC'], condition: ['NEW'] } } },
      ['did VEHICLE_VIEWED', 'looks', ...fuels, ...conditions]],
    ['its price', { did: { event: 'VEHICLE_VIEWED', average: { of: 'vehicle.price', atLeast: 1 } } }, ['did VEHICLE_VIEWED', 'looks', ...prices]],
    ['several fuels', { did: { event: 'VEHICLE_VIEWED', distinct: { of: 'vehicle.fuelType', atLeast: 2 } } }, ['did VEHICLE_VIEWED', 'looks', ...fuels]],
    ['a make', { did: { event: 'VEHICLE_VIEWED', where: { make: ['Kia'] } } }, ['did VEHICLE_VIEWED', 'looks']],
    ['service of such a car', { did: { event: 'SERVICE_DONE', where: { bodyStyle: ['SUV'] } } }, ['did SERVICE_DONE']],
  ])('with %s', (_words, rule, expected) => expect(leftOut(rule)).toEqual(these(...expected, ...general))); // prettier-ignore

  it('is all that a shopper does where it asks for whatever they do', () => {
    const deeds = leftOut({ did: { within: 'P7D' } }).filter((name) => name?.startsWith('did '));
    expect(deeds).toContain('did PAGE_VIEWED');
    expect(deeds).not.toContain('did SERVICE_DONE');
  });

  it('is looked for in the segments it refers to', () => {
    const rules = new Map<string, Rule>([
      ['one', { not: { member: { of: 'other' } } }],
      ['other', { did: { event: 'SERVICE_DONE' } }],
    ]);
    const around = { ...known, ruleOf: (id: string) => rules.get(id) };
    expect(leftOut({ member: { of: 'one' } }, around)).toEqual(these('did SERVICE_DONE', ...general));
  });

  it('leaves how looks are mixed, and not what their shares come to, where one looks by such a deed', () => {
    const amounts = (rule: Rule) => toldBy(rule, known).amounts.map(named);
    expect(amounts({ did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] } } })).toEqual([fuels, conditions, prices].map((each) => these(...each))); // prettier-ignore
    expect(amounts({ did: { event: 'SERVICE_DONE' } })).toEqual([]);
  });
});
