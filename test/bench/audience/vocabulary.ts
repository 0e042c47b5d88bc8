import type { EventType } from '../../../src/models/event/event-type.js';
import { bodyStyles } from '../../../src/models/vehicle/vehicle-facts.js';
import type { EventFacts } from '../../../src/modules/segments/meaning/deed-fits.js';

/** What people do in the benchmark's town, and what share of all they do it is. Rivals know a type by its place here. */
const types: readonly { readonly event: EventType; readonly name: string; readonly share: number; readonly about: 'model' | 'amount' | null }[] = [
  { event: 'VEHICLE_VIEWED', name: 'Product Viewed', share: 0.38, about: 'model' },
  { event: 'VEHICLE_LISTED', name: 'Product List Viewed', share: 0.12, about: 'model' },
  { event: 'VEHICLE_CONFIGURED', name: 'Configuration Started', share: 0.1, about: 'model' },
  { event: 'VEHICLE_SAVED', name: 'Configuration Saved', share: 0.03, about: 'model' },
  { event: 'CUSTOM', name: 'Dealer Located', share: 0.03, about: null },
  { event: 'LEASE_QUOTED', name: 'Lease Quoted', share: 0.03, about: null },
  { event: 'SHOWROOM_VISITED', name: 'Showroom Visited', share: 0.02, about: null },
  { event: 'TEST_DRIVE_BOOKED', name: 'Test Drive Booked', share: 0.015, about: null },
  { event: 'TEST_DRIVE_TAKEN', name: 'Test Drive Taken', share: 0.01, about: null },
  { event: 'ORDER_PLACED', name: 'Order Completed', share: 0.002, about: 'amount' },
  { event: 'CUSTOM', name: 'Email Opened', share: 0.253, about: null },
  { event: 'CUSTOM', name: 'Brochure Downloaded', share: 0.01, about: null },
]; // prettier-ignore

/** 40 models: eight bodies in five bands of price, one in five electric. */
const models = 40;
const bodies = bodyStyles.slice(0, 8);

/** One kind of event: as the engine takes it, and as numbers for rivals, −1 where there is none. */
export interface Kind {
  readonly facts: EventFacts;
  readonly type: number;
  readonly model: number;
  readonly body: number;
  readonly band: number;
  readonly isElectric: boolean;
  readonly amount: number;
}

/** All kinds there are; an event has the number of its place here. */
export const kinds: readonly Kind[] = types.flatMap(({ about }, type) =>
  Array.from({ length: about === null ? 1 : models }, (_, one) => kindOf(type, one)),
);
const firstOf = types.map((_, type) => kinds.findIndex((kind) => kind.type === type));

/** Shares of the types up to each. */
const upTo = types.map((_, type) => types.slice(0, type + 1).reduce((sum, { share }) => sum + share, 0));

/** The kind that two rolls of dice come to. What people look at most are a few models. */
export function drawnKind(one: number, other: number): number {
  let type = 0;
  while (type < upTo.length - 1 && one >= (upTo[type] ?? 1)) type++;
  const { about } = types[type] ?? {};
  const which = about === null ? 0 : Math.floor((about === 'model' ? other * other : other) * models);
  return (firstOf[type] ?? 0) + which;
}

function kindOf(type: number, one: number): Kind {
  const { event, name, about } = types[type] ?? { event: 'CUSTOM', name: '', about: null };
  const model = about === 'model' ? one : -1;
  const body = model < 0 ? -1 : model % bodies.length;
  const band = model < 0 ? -1 : Math.floor(model / bodies.length);
  const isElectric = model >= 0 && model % 5 === 0;
  const amount = about === 'amount' ? 500 + one * 1_000 : 0;
  const vehicle =
    model < 0
      ? null
      : {
          make: 'Make',
          model: `Model ${model}`,
          bodyStyle: bodies[body],
          price: 15_000 + band * 10_000,
          fuelType: isElectric ? ('ELECTRIC' as const) : ('PETROL' as const),
        };
  const properties = about === 'amount' ? { amount } : undefined;
  return { facts: { type: event, name, vehicle, properties }, type, model, body, band, isElectric, amount };
}
