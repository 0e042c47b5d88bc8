import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import { asksForPrivacy } from '../../platform/privacy-control.js';
import type { Delivery } from '../delivery.js';

/** Events of a browser that asks for Global Privacy Control with every request, marked so. */
export function withGpc(events: readonly EventEnvelope[], { headers }: Delivery): readonly EventEnvelope[] {
  if (!asksForPrivacy(headers)) return events;
  return events.map((event) => ({ ...event, consent: { ...event.consent, gpc: true } }));
}
