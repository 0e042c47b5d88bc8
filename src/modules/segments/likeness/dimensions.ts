import { eventTypes, ownEventTypes, type EventType } from '../../../models/event/event-type.js';
import { bodyStyles, conditions, fuelTypes, type VehicleFacts } from '../../../models/vehicle/vehicle-facts.js'; // prettier-ignore

/** What tells the cars apart that people look at. */
export type CarFact = 'bodyStyle' | 'fuelType' | 'condition' | 'price';

/** Asking prices are told apart by steps that double, in major units of the tenant's currency. */
const priceSteps = [10_000, 20_000, 40_000, 80_000, 160_000];
const priceBands = [...priceSteps.map((below) => `below ${below}`), `${priceSteps.at(-1) ?? 0} and more`];

/** What is counted of what people do. */
export const countedTypes = eventTypes.filter((type) => !ownEventTypes.includes(type) && type !== 'OFFER_VIEWED'); // prettier-ignore

const deeds = countedTypes.map(deed);
const looksBy: Readonly<Record<CarFact, readonly string[]>> = {
  bodyStyle: bodyStyles.map((style) => lookAt('bodyStyle', style)),
  fuelType: fuelTypes.map((fuel) => lookAt('fuelType', fuel)),
  condition: conditions.map((condition) => lookAt('condition', condition)),
  price: priceBands.map((band) => lookAt('price', band)),
};
const looks = [...looksBy.bodyStyle, ...looksBy.fuelType, ...looksBy.condition, ...looksBy.price];

/** What each number of a vector is, in words: of each deed how much, of each kind of car its share of looks, and what is general. */
export const dimensions: readonly string[] = [...deeds, ...looks, 'looks', 'events', 'lately'];

const placeOf = new Map(dimensions.map((name, place) => [name, place]));

/** Where shares of looks begin. */
export const firstLook = deeds.length;
/** Where it stands how many looks there were of all, … */
export const allLooks = firstLook + looks.length;
/** … how much was done in all, … */
export const allEvents = allLooks + 1;
/** … and how lately the newest of it was. */
export const lately = allEvents + 1;

/** Where it stands how much was done of a kind; undefined where that is not counted. */
export function placeOfDeed(type: EventType): number | undefined {
  return placeOf.get(deed(type));
}

/** Where shares of looks stand that are told apart by one fact; of a car of which it is known, one is its own. */
export function placesOfLooks(by: CarFact): number[] {
  return looksBy[by].flatMap((name) => placeOf.get(name) ?? []);
}

/** To which shares a look at a car adds. What is not known of it adds to none. */
export function placesOfCar({ bodyStyle, fuelType, condition, price }: VehicleFacts): number[] {
  const names = [
    bodyStyle && lookAt('bodyStyle', bodyStyle),
    fuelType && lookAt('fuelType', fuelType),
    condition && lookAt('condition', condition),
    price === undefined ? undefined : lookAt('price', bandOf(price)),
  ];
  return names.flatMap((name) => (name === undefined ? [] : (placeOf.get(name) ?? [])));
}

function bandOf(price: number): string {
  return priceBands[priceSteps.filter((step) => price >= step).length] ?? '';
}

function deed(type: EventType): string {
  return `did ${type}`;
}

/** Bodies have an `OTHER`, and fuels too. */
function lookAt(by: CarFact, kind: string): string {
  return kind === 'OTHER' ? `looks at OTHER ${by}` : `looks at ${kind}`;
}
