import type { Contribution } from '../../../models/experiment/experiment-exposure.entity.js';
import type { ExperimentMeasure } from '../../../models/experiment/experiment-plan.js';
import type { EventType } from '../../../models/event/event-type.js';
import type { HistoryEvent } from '../../../models/profile/profile-history.js';

/** Events that change what is counted of somebody. */
export const countedTypes: ReadonlySet<EventType> = new Set<EventType>([
  'OFFER_CLICKED',
  'LEAD_SUBMITTED',
  'TEST_DRIVE_TAKEN',
  'ORDER_PLACED',
  'LEAD_MOVED',
  'PROFILE_MERGED',
  'PROFILE_UNMERGED',
]);
/** What of an event counting asks for. */
export const countedProperties = ['amount', 'to'] as const;
/** Doing more than this beforehand says no more of anybody. */
const mostBefore = 200;
const dayMs = 86_400_000;

/**
 * What is counted of a person: from their first exposure on, for so many days, measure by measure; and how much they did
 * in as many days before. `VALUE` is in hundredths of the currency, so that sums are exact.
 *
 * @param exposedAt milliseconds since the epoch
 */
export function contributionOf(
  events: readonly HistoryEvent[],
  exposedAt: number,
  days: number,
  measures: readonly ExperimentMeasure[],
): Contribution {
  const since = events.filter(({ at }) => at >= exposedAt && at < exposedAt + days * dayMs);
  const before = events.filter(({ at }) => at < exposedAt && at >= exposedAt - days * dayMs);
  return {
    x: Math.min(mostBefore, before.length),
    y: measures.map((measure) => counted(since, measure)),
  };
}

function counted(events: readonly HistoryEvent[], measure: ExperimentMeasure): number {
  const count = (wanted: EventType) => events.filter(({ type }) => type === wanted).length;
  switch (measure) {
    case 'CLICKS':
      return count('OFFER_CLICKED');
    case 'LEADS':
      return count('LEAD_SUBMITTED');
    case 'TEST_DRIVES':
      return count('TEST_DRIVE_TAKEN');
    case 'SALES': {
      // One sale may be told twice: as an order, and by the dealer of the lead it came of.
      const sold = events.filter(({ type, properties }) => type === 'LEAD_MOVED' && properties?.['to'] === 'SOLD'); // prettier-ignore
      return Math.max(count('ORDER_PLACED'), sold.length);
    }
    case 'VALUE':
      return events
        .filter(({ type }) => type === 'ORDER_PLACED')
        .reduce((sum, { properties }) => sum + hundredths(properties?.['amount']), 0);
  }
}

function hundredths(amount: unknown): number {
  const value = typeof amount === 'number' || typeof amount === 'string' ? Number(amount) : 0;
  return Number.isFinite(value) ? Math.round(value * 100) : 0;
}
