import type { OfferFact } from '../../../models/prediction/offer-explanation.js';
import type {
  CreativeAngle,
  OfferCandidate,
  OfferScoringRequest,
} from '../../../models/prediction/scores.js';
import type { VehicleFacts } from '../../../models/vehicle/vehicle-facts.js';

const angleWords: Readonly<Record<CreativeAngle, string>> = {
  PRICE: 'its price',
  FINANCE: 'paying by the month',
  TEST_DRIVE: 'a test drive',
  LIFESTYLE: 'life with it',
  TECHNOLOGY: 'its technology',
};

/** What each fact of an offer is, for marketers. */
export function factSentences(
  { recent, context }: Pick<OfferScoringRequest, 'recent' | 'context'>,
  { vehicle, creative }: OfferCandidate,
): Readonly<Record<OfferFact, string>> {
  const at = new Date(context.at);
  const day = at.toLocaleDateString('en-GB', { weekday: 'long', timeZone: 'UTC' });
  return {
    RECENT: recentSentence(recent.length),
    PRICE: priceSentence(vehicle, recent.flatMap((touch) => touch.vehicle.price ?? [])),
    VEHICLE: vehicleSentence(vehicle),
    CREATIVE: `The creative speaks of ${angleWords[creative.angle]}`,
    PLACEMENT: `It was shown at ${context.placement}`,
    TIME: `It was shown on a ${day} at ${at.toISOString().slice(11, 16)} UTC`,
  };
} // prettier-ignore

function recentSentence(touches: number): string {
  if (touches === 0) return 'Nothing was known of what the viewer looked at';
  return `The viewer had done ${touches === 1 ? 'one thing' : `${touches} things`} with cars lately`;
}

/** Beside the middle of what the viewer looked at: a tenth either way is about as much. */
function priceSentence({ price }: VehicleFacts, seen: readonly number[]): string {
  if (price === undefined) return 'Its price was not known';
  const sorted = seen.toSorted((one, other) => one - other);
  const middle = sorted[Math.floor(sorted.length / 2)];
  if (middle === undefined) return `It cost ${price}`;
  const beside = price > middle * 1.1 ? 'more than' : price < middle * 0.9 ? 'less than' : 'about as much as';
  return `It cost ${price}, ${beside} the cars the viewer looked at`;
}

function vehicleSentence({ modelYear, make, model, bodyStyle, condition }: VehicleFacts): string {
  const known = [modelYear, make, model].filter((each) => each !== undefined).join(' ');
  const kind = [condition, bodyStyle].filter((each) => each !== undefined).join(' ').toLowerCase(); // prettier-ignore
  return `It was ${known === '' ? 'a car of which little was known' : `a ${known}`}${kind === '' ? '' : ` (${kind})`}`;
}
