import { recentVehiclesKept, type RecentVehicle } from '../../../src/models/decision/viewer-state.js';
import type { EventType } from '../../../src/models/event/event-type.js';
import type { SimulatedVehicle } from '../market.js';
import { codeOf, type CodedCar } from './coded-cars.js';

/** One thing somebody did with a car, as touches tell it: oldest first. */
export interface Deed {
  /** `VIEW`: chosen by themselves. `CLICK`: on an offer. `BEST`: with the best car they knew (showroom, enquiry). */
  readonly kind: 'VIEW' | 'CLICK' | 'BEST';
  /** Place among `Seen.cars`. */
  readonly car: number;
  /** Whether it was touched before. */
  readonly again: boolean;
  /** Days since the deed before; 0: the same session. */
  readonly days: number;
  /** What followed a view. */
  readonly then: ReadonlySet<EventType>;
  readonly type: EventType;
}

/** What touches say of somebody. */
export interface Seen {
  readonly cars: readonly CodedCar[];
  readonly areNew: readonly boolean[];
  readonly deeds: readonly Deed[];
  /** Whether there may have been touches before the oldest. */
  readonly isFull: boolean;
  /** Days from the newest touch to the page. */
  readonly daysSince: number;
}

const followUps: ReadonlySet<EventType> = new Set<EventType>([
  ...(['VEHICLE_SAVED', 'VEHICLE_CONFIGURED', 'PAYMENT_ESTIMATED', 'VEHICLE_COMPARED'] as const),
]);
const withTheBest: ReadonlySet<EventType> = new Set<EventType>(['SHOWROOM_VISITED', 'LEAD_SUBMITTED']);
const dayMs = 86_400_000;

/** Reads touches (newest first) as deeds. `stock`: the cars by id. */
export function deedsIn(
  recent: readonly RecentVehicle[],
  at: number,
  stock: ReadonlyMap<string, SimulatedVehicle>,
): Seen {
  const places = new Map<string, number>();
  const cars: SimulatedVehicle[] = [];
  const deeds: (Deed & { readonly then: Set<EventType> })[] = [];
  let [clicked, before] = [-1, 0];
  for (const { type, at: when, vehicle } of recent.toReversed()) {
    const known = stock.get(vehicle.vehicleId ?? '');
    if (!known) continue;
    const again = places.has(known.vehicleId);
    const car = places.get(known.vehicleId) ?? cars.push(known) - 1;
    places.set(known.vehicleId, car);
    const last = deeds.at(-1);
    if (followUps.has(type)) {
      if (last?.car === car && last.kind === 'VIEW') last.then.add(type);
      continue;
    }
    const isOfClick = type === 'VEHICLE_VIEWED' && clicked === car;
    clicked = type === 'OFFER_CLICKED' ? car : -1;
    const kind = kindOf(type);
    if (isOfClick || kind === null) continue;
    const days = before === 0 ? 0 : Math.floor(when / dayMs) - Math.floor(before / dayMs);
    before = when;
    deeds.push({ kind, car, again, days, type, then: new Set() });
  }
  return {
    cars: cars.map(codeOf),
    areNew: cars.map(({ condition }) => condition === 'NEW'),
    deeds,
    isFull: recent.length >= recentVehiclesKept,
    daysSince: before === 0 ? 0 : Math.floor(at / dayMs) - Math.floor(before / dayMs),
  };
}

function kindOf(type: EventType): Deed['kind'] | null {
  if (type === 'VEHICLE_VIEWED') return 'VIEW';
  if (type === 'OFFER_CLICKED') return 'CLICK';
  return withTheBest.has(type) ? 'BEST' : null;
}
