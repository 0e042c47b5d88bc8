import type { HistoryEvent } from '../../../models/profile/profile-history.js';
import type { SequenceRule } from '../../../models/segment/sequence.js';
import { windowMs } from '../../../models/segment/window.js';
import type { Answer } from './answer.js';
import { fits } from './deed-fits.js';
import { enters, leaves, spanAt } from './span.js';

/** Whether one thing followed another as the rule wants it. Events come oldest first, as the log orders them. */
export function sequenceAnswer(
  rule: SequenceRule,
  events: readonly HistoryEvent[],
  now: number,
  zone: string,
): Answer {
  const { steps, noneSince } = rule;
  const span = spanAt(rule, now, zone);
  const happened = events.filter(({ at }) => at <= now);
  const ended = noneSince ? happened.findLastIndex((event) => fits(noneSince, event, zone)) : -1;
  /** Where each event can be the end of the steps up to here. */
  let reached: readonly number[] = [];
  for (const [n, step] of steps.entries()) {
    const gap = step.soon === undefined ? Infinity : (windowMs(step.soon) ?? Infinity);
    const fitting = happened.flatMap((event, place) => (fits(step, event, zone) ? [place] : []));
    const before = reached;
    reached =
      n === 0
        ? fitting
        : fitting.filter((place) => {
            const last = before.findLast((earlier) => earlier < place);
            return last !== undefined && at(happened, place) - at(happened, last) <= gap;
          });
  }
  const lasts = reached
    .filter((place) => place >= ended)
    .map((place) => at(happened, place))
    .filter((instant) => instant > span.after && instant <= span.until);
  const lastStep = steps.at(-1);
  const later = events.filter(
    (event) =>
      (event.at > span.until && lastStep !== undefined && fits(lastStep, event, zone)) ||
      (event.at > now &&
        (steps.some((step) => fits(step, event, zone)) || (noneSince && fits(noneSince, event, zone)))),
  );
  const arrives = later.reduce((first, event) => Math.min(first, event.at > now ? event.at : Infinity, enters(event.at, span)), Infinity); // prettier-ignore
  const newest = lasts.reduce((latest, instant) => Math.max(latest, instant), -Infinity);
  if (newest === -Infinity) return { holds: false, until: arrives };
  return { holds: true, until: Math.min(arrives, leaves(newest, span)) };
}

function at(events: readonly HistoryEvent[], place: number): number {
  return events[place]?.at ?? NaN;
}
