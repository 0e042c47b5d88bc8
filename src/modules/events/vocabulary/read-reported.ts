import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import { noWords, type TenantWords } from '../../../models/event/event-mapping.js';
import type { EventType } from '../../../models/event/event-type.js';
import type { ReportedEvent } from '../../../models/event/reported-event.js';
import { schemaVersionOf } from '../../../models/event/vocabulary/event-schemas.js';
import { understand, type Misspoken } from './understand.js';

/** What was reported, as an event of ours; or why it is none. `known` is the type, where the protocol says it. */
export function readReported(
  reported: ReportedEvent,
  words: TenantWords = noWords,
  known?: EventType,
): EventEnvelope | Misspoken {
  const meaning = understand(reported.name, reported.properties ?? {}, words, known);
  if ('problem' in meaning) return meaning;
  // One literal, not spreads: this runs for every event there is.
  return {
    messageId: reported.messageId,
    type: meaning.type,
    name: reported.name,
    userId: reported.userId,
    anonymousId: reported.anonymousId,
    occurredAt: reported.occurredAt,
    otherIds: reported.otherIds,
    traits: reported.traits,
    vehicleNames: meaning.vehicleNames,
    vehicle: meaning.vehicle,
    properties: meaning.properties,
    // A page or a campaign may say where a car is, as its properties may.
    context: meaning.isClosed ? null : reported.context,
    consent: reported.consent,
  };
}

/** What is wrong, for whoever sent it. */
export function inWords({ type, field, problem }: Misspoken): string {
  return `This is understood as ${type} (version ${schemaVersionOf(type)}), and its ${field} ${problem}. Send it, or map the property that says it.`;
}
