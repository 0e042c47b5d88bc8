import { ownedCarTypes, type EventType } from '../../../models/event/event-type.js';
import type { AiplStage, JourneyStage } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';

/** How long what shows that somebody looks for a car counts: people take about three months to decide. */
const lately = 'P90D';
/** How long somebody knows the brand who only came across it. */
const remembered = 'P180D';
/** How long an order may wait for its delivery. */
const awaited = 'P365D';
/** How long a car shows whose customer somebody is: the longest time there is, and what most leases last. */
const owned = 'P1096D';
/** How often somebody looks before it is interest. */
const several = 3;

const looking: EventType[] = ['VEHICLE_VIEWED', 'VEHICLE_CONFIGURED', 'VEHICLE_SAVED', 'VEHICLE_COMPARED'];
const asking: EventType[] = ['LEAD_SUBMITTED', 'DEALER_CALLED', 'SHOWROOM_VISITED', 'TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN']; // prettier-ignore
const reckoning: EventType[] = ['PAYMENT_ESTIMATED', 'LEASE_QUOTED'];
const shopping: EventType[] = [...looking, ...asking, ...reckoning, 'ORDER_PLACED'];
/** What happens to a car that came from elsewhere, too. */
const driving = ownedCarTypes.filter((type) => type !== 'VEHICLE_DELIVERED');
const delivered = did(['VEHICLE_DELIVERED'], owned);

/** What it takes to have reached each stage of AIPL, and perhaps a higher one, where a tenant says nothing else. */
export const firstAipl: Readonly<Record<AiplStage, Rule>> = {
  AWARENESS: { any: [{ did: { within: remembered } }, did(['OFFER_VIEWED'], remembered)] },
  INTEREST: { any: [did(looking, lately, several), did(asking, lately)] },
  PURCHASE: did(['ORDER_PLACED', 'VEHICLE_DELIVERED'], owned),
  LOYALTY: {
    any: [
      did(['VEHICLE_DELIVERED'], owned, 2),
      did(['ORDER_PLACED'], owned, 2),
      {
        sequence: {
          steps: [{ event: 'VEHICLE_DELIVERED' }, { event: 'ORDER_PLACED', soon: owned }],
          within: owned,
        },
      },
      { all: [delivered, did(['SERVICE_BOOKED', 'SERVICE_DONE'], owned)] },
    ],
  },
};

/** The same of the journey. Who owns a car is told by its delivery, by its service and by what it reports. */
export const firstJourney: Readonly<Record<JourneyStage, Rule>> = {
  RESEARCH: did(['PAGE_VIEWED', 'VEHICLE_LISTED', 'VEHICLE_VIEWED', 'VEHICLE_CONFIGURED'], lately),
  SHORTLIST: did(['VEHICLE_SAVED', 'VEHICLE_COMPARED'], lately),
  TEST_DRIVE: did(['TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN'], lately),
  FINANCE: did(reckoning, lately),
  PURCHASE: did(['ORDER_PLACED'], awaited),
  OWNERSHIP: { any: [delivered, did(driving, owned)] },
  REPURCHASE: {
    any: [
      {
        sequence: {
          steps: [{ event: 'VEHICLE_DELIVERED' }, { anyOf: shopping, soon: owned }],
          noneSince: { event: 'VEHICLE_DELIVERED' },
          within: lately,
        },
      },
      { all: [did(driving, owned), { not: delivered }, did(shopping, lately)] },
    ],
  },
};

function did(anyOf: EventType[], within: string, atLeast?: number): Rule {
  return { did: { anyOf, within, ...(atLeast !== undefined && { times: { atLeast } }) } };
}
