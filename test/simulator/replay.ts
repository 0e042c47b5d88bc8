import type { HistoryEvent, ProfileHistory } from '../../src/models/profile/profile-history.js';
import { recentVehiclesKept, recentMs, type RecentVehicle } from '../../src/models/decision/viewer-state.js';
import type { OfferScoringRequest } from '../../src/models/prediction/scores.js';
import type { LeadFeature } from '../../src/modules/inference/features/lead-features.js';
import { LeadState, type Moment } from '../../src/modules/inference/features/lead/lead-state.js';
import { encodeOffers } from '../../src/modules/inference/features/offer-features.js';
import { recentAt } from '../../src/modules/inference/features/recent-at.js';
import { Audience } from '../../src/modules/segments/engine/audience.js';
import type { Surroundings } from '../../src/modules/segments/meaning/surroundings.js';

/** A log as it was written: events in the order in which they were accepted, and when (ms), which may be long after. */
export interface WrittenLog {
  readonly traits: ProfileHistory['traits'];
  readonly entries: readonly { readonly event: HistoryEvent; readonly acceptedAt: number }[];
  /** When somebody was shown offers and scored: milliseconds since the epoch, rising. */
  readonly moments: readonly number[];
  readonly candidates: OfferScoringRequest['candidates'];
}

/** What models were given at one moment. */
export interface Row {
  readonly lead: readonly number[];
  readonly offers: Readonly<Record<string, readonly number[]>>;
}

/** The rows as serving computes them: event by event, through the state that viewers' touches are kept in. */
export function playLive(log: WrittenLog, features: readonly LeadFeature[]): Row[] {
  const audience = new Audience(nowhere);
  const lead = new LeadState(features);
  let next = 0;
  return log.moments.map((at) => {
    for (let entry = log.entries[next]; entry && entry.acceptedAt <= at; entry = log.entries[++next]) {
      const { seq: _seq, ...happening } = entry.event;
      audience.append(viewerId, happening);
      lead.take(entry.event);
    }
    const recent = audience.recentOf(viewerId, at, at - recentMs, recentVehiclesKept);
    return rowOf(log, at, recent, lead.readAt({ at, seq: Infinity }, log.traits));
  });
}

/** The rows as training makes them: the whole history first, then a row for each moment. */
export function makeRows(
  log: WrittenLog,
  features: readonly LeadFeature[],
  momentOf: (log: WrittenLog, at: number) => Moment = asWritten,
): Row[] {
  const events = log.entries.map(({ event }) => event).sort((a, b) => a.at - b.at || a.seq - b.seq);
  const lead = new LeadState(features);
  for (const event of events) lead.take(event);
  return log.moments.map((at) => {
    const moment = momentOf(log, at);
    return rowOf(log, at, recentAt(events, moment), lead.readAt(moment, log.traits));
  });
}

/** What was known at an instant: what had been accepted by then. */
function asWritten(log: WrittenLog, at: number): Moment {
  const accepted = log.entries.filter(({ acceptedAt }) => acceptedAt <= at);
  return { at, seq: accepted.at(-1)?.event.seq ?? -1 };
}

function rowOf(log: WrittenLog, at: number, recent: readonly RecentVehicle[], lead: readonly number[]): Row {
  const tensors = encodeOffers({
    recent,
    candidates: log.candidates,
    context: { placement: 'home-hero', at },
  });
  const offers = Object.entries(tensors).map(([name, { data }]) => [name, Array.from(data)] as const);
  return { lead, offers: Object.fromEntries(offers) };
}

const viewerId = '00000000-0000-4000-8000-000000000001';
const nowhere: Surroundings = {
  zone: 'UTC',
  placeOf: () => undefined,
  ruleOf: () => undefined,
  stageRule: () => ({ all: [] }),
  isListed: () => false,
};
