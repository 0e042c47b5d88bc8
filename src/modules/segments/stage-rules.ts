import type { EventType } from '../../models/event/event-type.js';
import {
  aiplStages,
  journeyStages,
  type AiplStage,
  type JourneyStage,
} from '../../models/segment/lifecycle.js';
import type { Rule } from '../../models/segment/rule.js';

/** How often somebody looks before it is interest. */
const several = 3;

/** What shows that somebody looks for a car. */
const looking: EventType[] = ['VEHICLE_VIEWED', 'VEHICLE_CONFIGURED', 'VEHICLE_SAVED', 'VEHICLE_COMPARED'];
const asking: EventType[] = ['LEAD_SUBMITTED', 'DEALER_CALLED', 'SHOWROOM_VISITED', 'TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN']; // prettier-ignore
const reckoning: EventType[] = ['PAYMENT_ESTIMATED', 'LEASE_QUOTED'];
const delivered: Rule = did('VEHICLE_DELIVERED');

/** What it takes to have reached each stage, and perhaps a higher one. */
const aipl: Record<AiplStage, Rule> = {
  AWARENESS: { any: [{ did: {} }, did('OFFER_VIEWED')] },
  INTEREST: { any: [{ did: { anyOf: looking, times: { atLeast: several } } }, did(...asking)] },
  PURCHASE: did('ORDER_PLACED', 'VEHICLE_DELIVERED'),
  LOYALTY: {
    any: [
      { did: { event: 'VEHICLE_DELIVERED', times: { atLeast: 2 } } },
      { did: { event: 'ORDER_PLACED', times: { atLeast: 2 } } },
      { sequence: { steps: [{ event: 'VEHICLE_DELIVERED' }, { event: 'ORDER_PLACED' }] } },
      { all: [delivered, did('SERVICE_BOOKED', 'SERVICE_DONE')] },
    ],
  },
};

const journey: Record<JourneyStage, Rule> = {
  RESEARCH: did('PAGE_VIEWED', 'VEHICLE_LISTED', 'VEHICLE_VIEWED', 'VEHICLE_CONFIGURED'),
  SHORTLIST: did('VEHICLE_SAVED', 'VEHICLE_COMPARED'),
  TEST_DRIVE: did('TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN'),
  FINANCE: did(...reckoning),
  PURCHASE: did('ORDER_PLACED'),
  OWNERSHIP: delivered,
  REPURCHASE: {
    sequence: {
      steps: [
        { event: 'VEHICLE_DELIVERED' },
        { anyOf: [...looking, ...asking, ...reckoning, 'ORDER_PLACED'] },
      ],
      noneSince: { event: 'VEHICLE_DELIVERED' },
    },
  },
};

const rules = { aipl: highest(aiplStages, aipl), journey: highest(journeyStages, journey) };
const nobody: Rule = { not: { share: { salt: 'all', from: 0, below: 100 } } };

/** What it takes to be at a stage: to have reached it, and none that is higher. `PURCHASE` is one of either kind. */
export function stageRule(stage: AiplStage | JourneyStage, of: 'aipl' | 'journey'): Rule {
  return rules[of].get(stage) ?? nobody;
}

function highest<S extends string>(
  stages: readonly S[],
  reached: Readonly<Record<S, Rule>>,
): ReadonlyMap<string, Rule> {
  return new Map(
    stages.map((stage, n) => {
      const higher = stages.slice(n + 1).map((one): Rule => ({ not: reached[one] }));
      return [stage, higher.length === 0 ? reached[stage] : { all: [reached[stage], ...higher] }];
    }),
  );
}

function did(...types: EventType[]): Rule {
  return { did: { anyOf: types } };
}
