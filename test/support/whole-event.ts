import { z } from 'zod';
import type { JsonObject } from '../../src/models/event/event-envelope.js';
import { sealedColumns } from '../../src/models/sealed-columns.js';
import { joinPersonal } from '../../src/modules/events/personal/personal-part.js';
import { testRing } from './data-keys.js';

const rowSchema = z.looseObject({
  tenantId: z.string(),
  properties: z.custom<JsonObject>(),
  context: z.custom<JsonObject | null>(),
  sealed: z.string().nullable(),
});
const personalSchema = z.object({
  properties: z.custom<JsonObject>().default({}),
  context: z.custom<JsonObject>().default({}),
});

/** A row of `events` as it came in: what is sealed of it is back in its place. */
export function wholeEvent(row: unknown): Record<string, unknown> {
  const { tenantId, sealed, ...event } = rowSchema.parse(row);
  if (sealed === null) return event;
  const { properties, context } = personalSchema.parse(
    JSON.parse(testRing().open(sealedColumns.eventPersonal, tenantId, sealed)),
  );
  return {
    ...event,
    properties: joinPersonal({ plain: event.properties, personal: properties }),
    context: event.context && joinPersonal({ plain: event.context, personal: context }),
  };
}
