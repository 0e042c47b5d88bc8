import type { LaunchObstacleCode } from './launch-obstacles.js';

/** What each obstacle means, for whoever reads the schema. */
export const obstacleWords: Record<LaunchObstacleCode, string> = {
  ENDED: 'It was ended, for good.',
  NO_CREATIVE: 'It has no active creative.',
  NO_PLACEMENT: 'It has no placement.',
  SCHEDULE_PASSED: 'The end of its schedule lies in the past.',
  NO_VEHICLE_IN_STOCK: 'No vehicle in stock lies in its scope.',
  NO_DISCLOSURE: 'A creative shows a payment without what law asks to be shown beside it.',
  NOT_APPROVED: 'Nobody has approved it as it is now.',
  NO_BUDGET: 'It has a bid and no budget.',
  DAILY_ABOVE_TOTAL: 'Its daily budget is above that in all.',
  NO_GOAL: 'Delivery is guaranteed without a goal.',
  NO_END: 'Delivery is guaranteed without an end of its schedule.',
  NEVER_OPEN: 'None of its hours lies in what is left of its schedule.',
  BELOW_EVERY_FLOOR: 'Its bid is below the floor of each of its placements.',
  CAP_OF_ZERO: 'A frequency cap of 0 lets nobody see it.',
  NO_WEIGHT: 'Its creatives rotate by weight and have none.',
  WRONG_CURRENCY: 'Its amounts are not in the currency the tenant sells in.',
  DEALER_GONE: 'It is of a dealer that is no longer there.',
};
