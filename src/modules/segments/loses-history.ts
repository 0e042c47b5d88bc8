import type { Rule } from '../../models/segment/rule.js';
import { neededSince } from './evaluate.js';

/** An event may have happened this much after its arrival, by the sender's clock. */
const furthestAheadMs = 24 * 3_600_000;

/**
 * Whether the rule looks further back than the log is kept, so that it may answer otherwise once the log is shorter. What
 * had left its windows by itself is no loss.
 */
export function losesHistory(rule: Rule, keptFrom: number, now: number): boolean {
  return neededSince([rule], now) < keptFrom + furthestAheadMs;
}
