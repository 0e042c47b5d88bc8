import type { Deed } from '../../../src/models/segment/deed.js';
import type { DidRule } from '../../../src/models/segment/did.js';
import type { Rule } from '../../../src/models/segment/rule.js';
import { bodyStyles } from '../../../src/models/vehicle/vehicle-facts.js';
import type { Surroundings } from '../../../src/modules/segments/meaning/surroundings.js';

const viewed: Deed = { event: 'VEHICLE_VIEWED' };
const configured: Deed = { event: 'VEHICLE_CONFIGURED' };
const saved: Deed = { event: 'VEHICLE_SAVED' };
const located: Deed = { event: 'CUSTOM', name: 'Dealer Located' };
const quoted: Deed = { event: 'LEASE_QUOTED' };
const visited: Deed = { event: 'SHOWROOM_VISITED' };
const booked: Deed = { event: 'TEST_DRIVE_BOOKED' };
const drove: Deed = { event: 'TEST_DRIVE_TAKEN' };
const ordered: Deed = { event: 'ORDER_PLACED' };
const opened: Deed = { event: 'CUSTOM', name: 'Email Opened' };
const brochure: Deed = { event: 'CUSTOM', name: 'Brochure Downloaded' };
const anything: Deed = {};

const mail: Rule = { trait: { name: 'mail', is: true } };
const sms: Rule = { trait: { name: 'sms', is: true } };
const city: Rule = { trait: { name: 'city', oneOf: ['c0', 'c3', 'c7'] } };
const budget = (atLeast: number, atMost: number): Rule => ({ trait: { name: 'budget', atLeast, atMost } });

const all = (...parts: Rule[]): Rule => ({ all: parts });
const any = (...parts: Rule[]): Rule => ({ any: parts });
const not = (part: Rule): Rule => ({ not: part });
const atLeast = (times: number) => ({ times: { atLeast: times } });

/**
 * The 20 rules, R01 to R20: counts, sums, distinct things, sequences, silence and traits in windows of 3 to 90 days. Variant 0
 * is what rivals are asked; the others ask the like of other bodies, over windows so many days longer.
 */
export function rulesOf(variant: number): Rule[] {
  const days = (count: number) => `P${count + variant}D`;
  const did = (deed: Deed, within: number, more: Partial<DidRule> = {}): Rule => ({ did: { ...deed, within: days(within), ...more } }); // prettier-ignore
  const body = (place: number) => bodyStyles[(place + variant) % 8] ?? 'OTHER';
  const manySuvs = did({ ...viewed, where: { bodyStyle: [body(0)] } }, 14, atLeast(3));
  return [
    manySuvs,
    all(manySuvs, not(did(booked, 30))),
    all(city, budget(40_000, 90_000), mail),
    all(did(saved, 7), any(did(quoted, 7), did(located, 7))),
    { sequence: { steps: [visited, { anyOf: ['VEHICLE_CONFIGURED', 'VEHICLE_SAVED'], soon: days(7) }], within: days(30) } },
    all(did(anything, 90, atLeast(5)), not(did(anything, 30))),
    did(ordered, 90, { sum: { of: 'amount', atLeast: 30_000 } }),
    did({ ...viewed, where: { price: { atLeast: 40_000 } } }, 30, { distinct: { of: 'vehicle.model', atLeast: 3 } }),
    all(did({ ...viewed, where: { fuelType: ['ELECTRIC'] } }, 30, atLeast(5)), mail, not(did(ordered, 90))),
    all(did(drove, 60), not(did(ordered, 60))),
    all(did(opened, 30, atLeast(4)), mail, not(did(viewed, 7))),
    all(did({ anyOf: ['VEHICLE_VIEWED', 'VEHICLE_LISTED', 'VEHICLE_CONFIGURED'], where: { bodyStyle: [body(5), body(3)] } }, 21, atLeast(4)), budget(25_000, 60_000)),
    all(did(configured, 3), not(did(saved, 3))),
    { sequence: { steps: [brochure, { ...visited, soon: days(14) }, { ...quoted, soon: days(14) }], within: days(60) } },
    all(did(ordered, 90), not(did(anything, 45))),
    all(city, any(did(located, 14, atLeast(2)), did(visited, 14)), not(did(booked, 14))),
    did(viewed, 14, { distinct: { of: 'vehicle.model', atLeast: 6 } }),
    all(did(anything, 7), did(anything, 90, atLeast(40)), did(ordered, 90, { sum: { of: 'amount', atLeast: 1_000 } })),
    all(any(all(did(viewed, 90, atLeast(8)), any(did(quoted, 90), not(did(visited, 90)))), all(did(drove, 90), not(any(did(ordered, 90), did(booked, 10))))), mail),
    all(did(booked, 21), not({ sequence: { steps: [booked, { ...drove, soon: days(14) }], within: days(21) } }), sms),
  ]; // prettier-ignore
}

/** The rules refer to nothing. */
export const surroundings: Surroundings = {
  zone: 'Europe/London',
  placeOf: () => undefined,
  ruleOf: () => undefined,
  stageRule: () => ({ any: [] }),
  isListed: () => false,
};
