import type { EventEnvelope } from '../../src/models/event/event-envelope.js';

/** Something somebody did. */
export type Did = Partial<EventEnvelope> & { userId: string };
/** In milliseconds. */
export const day = 86_400_000;
const electric = { make: 'Kia', model: 'EV6', bodyStyle: 'SUV', fuelType: 'ELECTRIC' } as const;
const diesel = { make: 'Ford', model: 'Transit', bodyStyle: 'VAN', fuelType: 'DIESEL' } as const;

/** Who looks for an electric car and comes to the showroom; `n` says how eagerly. */
export function keen(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return [
    { ...ago(1 + (n % 5)), type: 'SHOWROOM_VISITED', name: 'Showroom Visited', vehicle: null },
    ...Array.from({ length: 2 + (n % 3) }, (_, k): Did => ({ ...ago(2 + k), vehicle: electric })),
  ];
}

/** Who looks for a van, now and then at something else. */
export function casual(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return Array.from({ length: 1 + (n % 4) }, (_, k): Did => ({ ...ago(3 + k * 2), vehicle: n % 9 === 0 ? electric : diesel })); // prettier-ignore
}

/** Who looks for an electric car, mostly, and never comes. */
export function reader(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return Array.from({ length: 3 + (n % 4) }, (_, k): Did => ({ ...ago(3 + k * 2), vehicle: k === 2 && n % 3 === 0 ? diesel : electric })); // prettier-ignore
}

/** Of how many there are who look for a van. */
export const casuals = Array.from({ length: 300 }, (_, n) => n);
