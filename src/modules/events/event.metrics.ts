import { Injectable } from '@nestjs/common';
import type { EventClass } from '../../models/event/event-class.js';
import type { EventType } from '../../models/event/event-type.js';
import { Metrics } from '../platform/metrics.js';
import type { RejectionCode } from './events.errors.js';

/** Events in one write; a full write holds 5,000. */
const batchBuckets = [1, 10, 50, 100, 250, 500, 1_000, 2_500, 5_000];

/** What an operator watches of the collector. */
@Injectable()
export class EventMetrics {
  private readonly accepted;
  private readonly rejectedEvents;
  private readonly removedEvents;
  private readonly batchEvents;
  readonly duplicates;
  readonly ofErased;
  readonly writeSeconds;

  constructor(metrics: Metrics) {
    this.accepted = metrics.counter('events_accepted_total', 'Events now in the log', ['type']);
    this.duplicates = metrics.counter('events_duplicate_total', 'Events that had been counted before');
    this.ofErased = metrics.counter('events_of_erased_total', 'Late events of people erased since, not kept');
    this.rejectedEvents = metrics.counter('events_rejected_total', 'Events not understood', ['code']);
    this.removedEvents = metrics.counter(
      'events_removed_total',
      'Events removed as their days were over; of a month dropped whole, about how many',
      ['class'],
    );
    this.batchEvents = metrics.histogram(
      'event_write_events',
      'Events that shared one write',
      [],
      batchBuckets,
    );
    this.writeSeconds = metrics.histogram(
      'event_write_seconds',
      'Time of one write, locks and commit included',
    );
  }

  recorded(offered: number, kept: ReadonlySet<{ readonly type: EventType }>): void {
    this.batchEvents.observe(offered);
    // By type first: to count one up by its label takes as long as much else of an event.
    const counts = new Map<EventType, number>();
    for (const { type } of kept) counts.set(type, (counts.get(type) ?? 0) + 1);
    for (const [type, count] of counts) this.accepted.inc({ type }, count);
  }

  removed(eventClass: EventClass, rows: number): void {
    this.removedEvents.inc({ class: eventClass }, rows);
  }

  rejected(code: RejectionCode): void {
    this.rejectedEvents.inc({ code });
  }
}
