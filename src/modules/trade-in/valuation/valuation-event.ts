import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { TradeInBand, TradeInCar } from '../../../models/trade-in/trade-in.js';
import { canonicalMake } from '../../../models/vehicle/make-names.js';
import { storableText } from '../../platform/storable.js';

/** Who has a car to trade in; at least one of the two. */
export interface ValuedPerson {
  readonly anonymousId: string | undefined;
  readonly userId: string | undefined;
}

/**
 * What is noted in somebody's history of a valuation, so that audiences can ask for it: which car, and from what to what it was said to be
 * worth. The car is theirs and none of the stock, so it is told in the properties.
 * @param id unique of this valuation
 * @param at milliseconds since the epoch
 */
export function valuationEvent(car: TradeInCar, band: TradeInBand, person: ValuedPerson, id: string, at: number): EventEnvelope {
  const { make, model, modelYear, condition } = car;
  const { low, high, currency } = band;
  return {
    messageId: `trade-in-${id}`,
    type: 'CUSTOM',
    name: 'Trade-in Valued',
    ...person,
    occurredAt: at,
    vehicleNames: [],
    properties: { make: storableText(canonicalMake(make)), model: storableText(model), modelYear, ...(condition === null ? {} : { condition }), low: Number(low), high: Number(high), currency },
  };
} // prettier-ignore
