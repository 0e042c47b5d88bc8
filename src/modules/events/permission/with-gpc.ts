import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import { asksForPrivacy } from '../../platform/privacy-control.js';
import type { Delivery } from '../delivery.js';
import type { Rejection } from '../events.errors.js';

/** Events of a browser that asks for Global Privacy Control with every request, marked so. */
export function withGpc<T extends Pick<EventEnvelope, 'consent'>>(
  events: readonly T[],
  { headers }: Delivery,
): readonly T[] {
  if (!asksForPrivacy(headers)) return events;
  return events.map((event) => ({ ...event, consent: { ...event.consent, gpc: true } }));
}

/** The same of what is kept aside, which may be an event one day. */
export function rejectedWithGpc(rejections: readonly Rejection[], delivery: Delivery): readonly Rejection[] {
  return rejections.map((rejection) => {
    const [reported] = withGpc(rejection.reported ? [rejection.reported] : [], delivery);
    return reported ? { ...rejection, reported } : rejection;
  });
}
