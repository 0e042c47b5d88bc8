import { recentVehiclesKept, type RecentVehicle } from '../../models/decision/viewer-state.js';
import type { EventType } from '../../models/event/event-type.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import type { Candidate } from './candidates.js';
import { modelKey } from './showroom.js';
import { bodyStyleWords, fuelWords } from './vehicle-words.js';

/** What reasons may speak of: what this viewer did, and the audiences they are in. Nothing that names a person. */
export interface ReasonGround {
  /** Newest first. */
  readonly recent: readonly RecentVehicle[];
  readonly segmentIds: ReadonlySet<string>;
  /** Names of segments by id. */
  readonly segmentNames: ReadonlyMap<string, string>;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Most sentences an offer is given. */
const mostReasons = 3;
const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Spans in which behaviour is told, shortest first. */
const spans: readonly { ms: number; words: string }[] = [
  { ms: hourMs, words: 'in the last hour' },
  { ms: dayMs, words: 'in the last 24 hours' },
  { ms: 7 * dayMs, words: 'in the last 7 days' },
  { ms: 30 * dayMs, words: 'in the last 30 days' },
];

/** What was done to a vehicle, strongest first, as in "one you saved". */
const deeds: readonly [EventType, string][] = [
  ['TEST_DRIVE_TAKEN', 'test-drove'],
  ['TEST_DRIVE_BOOKED', 'booked a test drive of'],
  ['LEAD_SUBMITTED', 'asked about'],
  ['VEHICLE_SAVED', 'saved'],
  ['VEHICLE_CONFIGURED', 'configured'],
  ['LEASE_QUOTED', 'were quoted a lease of'],
  ['PAYMENT_ESTIMATED', 'worked out payments for'],
  ['VEHICLE_COMPARED', 'compared'],
  ['VEHICLE_VIEWED', 'viewed'],
];

/** Gives each offer of one answer its reasons: up to three sentences, true of what the viewer did; at least one. */
export function reasonsOver(ground: ReasonGround): (offer: Candidate) => string[] {
  const models = ground.recent.map(({ vehicle }) => (vehicle.model === undefined ? '' : modelKey(vehicle)));
  const prices = ground.recent.flatMap(({ vehicle }) => vehicle.price ?? []).sort((a, b) => a - b);
  const middlePrice = prices[Math.floor(prices.length / 2)] ?? null;
  const known: Known = { ...ground, models, middlePrice, counted: new Map() };
  return (offer) => reasonsFor(offer, known);
}

interface Known extends ReasonGround {
  /** Model keys of `recent`, in its order. */
  readonly models: readonly string[];
  readonly middlePrice: number | null;
  /** Sentences that count, by what they count: offers of one answer share them. */
  readonly counted: Map<string, string | null>;
}

function reasonsFor({ vehicle, facts, campaign }: Candidate, ground: Known): string[] {
  const sentences = [
    deedSentence(vehicle, facts, ground),
    once(ground, bodyStyleWords[vehicle.bodyStyle].many, ({ bodyStyle }) =>
      vehicle.bodyStyle === 'OTHER' ? false : bodyStyle === vehicle.bodyStyle,
    ),
    once(ground, `${fuelWords[vehicle.fuelType]} cars`, ({ fuelType }) =>
      vehicle.fuelType === 'PETROL' || vehicle.fuelType === 'OTHER' ? false : fuelType === vehicle.fuelType,
    ),
    audienceSentence(campaign.include, ground),
    ground.now - vehicle.firstSeenAt < 7 * dayMs ? 'New in stock this week' : null,
    priceSentence(vehicle, ground.middlePrice),
  ].filter((sentence) => sentence !== null);
  if (sentences.length > 0) return sentences.slice(0, mostReasons);
  return [ground.recent.length === 0 ? 'Part of a varied selection to begin with' : 'Something different from what you viewed']; // prettier-ignore
}

function deedSentence(
  vehicle: VehicleInStock,
  facts: VehicleFacts,
  { recent, models }: Known,
): string | null {
  const model = modelKey(facts);
  const sameModel = recent.filter((_touch, place) => models[place] === model);
  if (sameModel.length === 0) return null;
  for (const [type, words] of deeds) {
    const touched = sameModel.filter((touch) => touch.type === type);
    if (touched.some((touch) => touch.vehicle.vehicleId === vehicle.id)) return `You ${words} this very car`;
  }
  for (const [type, words] of deeds)
    if (sameModel.some((touch) => touch.type === type)) return `Same model as one you ${words}`;
  return null;
}

function once(ground: Known, what: string, fits: (vehicle: VehicleFacts) => boolean): string | null {
  const known = ground.counted.get(what);
  if (known !== undefined) return known;
  const sentence = countSentence(ground, what, fits);
  ground.counted.set(what, sentence);
  return sentence;
}

/** Different vehicles are counted, not visits. Only the newest touches are known, so a full list says "at least". */
function countSentence(
  { recent, now }: ReasonGround,
  what: string,
  fits: (vehicle: VehicleFacts) => boolean,
): string | null {
  const seen = new Set<string>();
  const ages: number[] = [];
  for (const { type, at, vehicle } of recent) {
    if (type !== 'VEHICLE_VIEWED' || at > now || !fits(vehicle)) continue;
    const key = vehicle.vehicleId ?? JSON.stringify(vehicle);
    if (seen.has(key)) continue;
    seen.add(key);
    ages.push(now - at);
  }
  for (const { ms, words } of spans) {
    const count = ages.filter((age) => age < ms).length;
    if (count < 2) continue;
    const oldest = recent.at(-1);
    const cut = recent.length >= recentVehiclesKept && oldest !== undefined && now - oldest.at < ms;
    return `You viewed ${cut ? 'at least ' : ''}${count} ${what} ${words}`;
  }
  return null;
}

function audienceSentence(
  include: readonly string[],
  { segmentIds, segmentNames }: ReasonGround,
): string | null {
  const name = include.filter((id) => segmentIds.has(id)).map((id) => segmentNames.get(id)).find(Boolean); // prettier-ignore
  return name ? `In the audience “${name}”` : null;
}

function priceSentence(vehicle: VehicleInStock, middle: number | null): string | null {
  if (middle === null || Math.abs(vehicle.price - middle) > middle * 0.15) return null;
  return 'Close in price to cars you looked at';
}
