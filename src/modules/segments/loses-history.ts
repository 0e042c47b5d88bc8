import type { Rule } from '../../models/segment/rule.js';
import { neededSince } from './need.js';

/** An event may have happened this much after its arrival, by the sender's clock. */
const furthestAheadMs = 24 * 3_600_000;

/** Where a day of the calendar begins first and last: whatever the tenant's zone, it lies between. */
const zones = ['Etc/GMT-14', 'Etc/GMT+12'] as const;

/** What makes a stage is each tenant's own; it is taken to ask for ever. */
const stageRule = (): Rule => ({ did: {} });

/**
 * Whether the rule looks further back than the log is kept, so that it may answer otherwise once the log is shorter. What
 * had left its windows by itself is no loss. Segments it refers to lose for themselves: then everyone is looked at again.
 */
export function losesHistory(rule: Rule, keptFrom: number, now: number): boolean {
  const since = zones.map((zone) => neededSince([rule], now, { zone, stageRule, ruleOf: () => undefined }));
  return Math.min(...since) < keptFrom + furthestAheadMs;
}
