import type { Outcome } from '../decisions.repository.js';
import type { Told } from './beliefs.js';

/** What came of a creative of a campaign in a context: of nobody, as these are sums. */
export interface CreativeSums extends Told {
  readonly tenantId: string;
  readonly campaignId: string;
  readonly creativeId: string;
  /** Where it was shown: the key of the placement. */
  readonly context: string;
  /** Impressions and clicks, each one counted whole. Those of `Told` weigh by their time; see `weightAt`. */
  readonly shown: number;
  readonly clicked: number;
}

/** What was so long ago counts half. Four whole weeks: tastes and seasons change, and every day of the week is in it alike. */
const halfLifeMs = 28 * 86_400_000;
/** From here weights are told, where each is 1: never to be changed, as sums are kept in them. Doubles reach some 70 years from it. */
export const landmark = Date.UTC(2026, 0, 1);

/**
 * What an impression decided at an instant weighs in a sum: the later, the more, so that sums need no ageing, may be added to in any
 * order, and what comes late counts as for its impression (forward decay: Cormode et al., ICDE 2009).
 * @param at milliseconds since the epoch
 */
export function weightAt(at: number): number {
  return 2 ** ((at - landmark) / halfLifeMs);
}

/** Whether an outcome says something of how a creative does. */
export function isOfCreative({ foretold, type }: Outcome): boolean {
  return foretold !== null && (type === 'OFFER_VIEWED' || type === 'OFFER_CLICKED');
}

/** Names an offer among outcomes. */
export function offerKey({ decisionId, position }: Pick<Outcome, 'decisionId' | 'position'>): string {
  return `${decisionId} ${position}`;
}

/**
 * What outcomes add to the sums. An offer counts as shown once, by the first that is heard of it: a click was seen, whether
 * its view was told or not.
 * @param fresh outcomes that were not known before
 * @param seen offers of which a view or a click was known before; see `offerKey`
 */
export function sumsOf(fresh: readonly Outcome[], seen: ReadonlySet<string>): CreativeSums[] {
  const counted = new Set(seen);
  const sums = new Map<string, CreativeSums>();
  for (const outcome of fresh) {
    if (!outcome.foretold || !isOfCreative(outcome)) continue;
    const { tenantId, campaignId, creativeId, placement: context, foretold, type, decidedAt } = outcome;
    const id = [tenantId, campaignId, creativeId, context].join(' ');
    const weight = weightAt(decidedAt);
    const [shown, clicked] = [counted.has(offerKey(outcome)) ? 0 : 1, type === 'OFFER_CLICKED' ? 1 : 0];
    counted.add(offerKey(outcome));
    const sum = sums.get(id) ?? { tenantId, campaignId, creativeId, context, shown: 0, clicked: 0, clicks: 0, expected: 0, average: 0 }; // prettier-ignore
    sums.set(id, {
      ...sum,
      shown: sum.shown + shown,
      clicked: sum.clicked + clicked,
      clicks: sum.clicks + clicked * weight,
      expected: sum.expected + shown * weight * foretold.expected,
      average: sum.average + shown * weight * foretold.average,
    });
  }
  return [...sums.values()];
}
