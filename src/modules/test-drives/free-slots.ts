import type { Slot } from './slots-of-day.js';

/** A drive that is booked: which car it holds, and which of the dealer's people goes along. */
export interface Held {
  readonly demonstratorId: string;
  /** Null where the dealer counts no staff. */
  readonly staffPlace: number | null;
  readonly startsAt: number;
  readonly heldUntil: number;
}

/** A slot with what is free in it. */
export interface FreeSlot extends Slot {
  /** Cars that may be driven then, in the order given. */
  readonly demonstratorIds: readonly string[];
  /** The place of whoever goes along; null where the dealer counts no staff. */
  readonly staffPlace: number | null;
}

/** What of the slots is free: a car that nobody holds, and somebody to go along. */
export function freeSlots(
  slots: readonly Slot[],
  demonstratorIds: readonly string[],
  staff: number | null,
  held: readonly Held[],
): FreeSlot[] {
  return slots.flatMap((slot) => {
    const meanwhile = held.filter(
      ({ startsAt, heldUntil }) => startsAt < slot.heldUntil && slot.startsAt < heldUntil,
    );
    const staffPlace = staff === null ? null : firstFree(staff, meanwhile);
    const driven = new Set(meanwhile.map(({ demonstratorId }) => demonstratorId));
    const free = demonstratorIds.filter((id) => !driven.has(id));
    return free.length === 0 || staffPlace === 0 ? [] : [{ ...slot, demonstratorIds: free, staffPlace }];
  });
}

/** The first place nobody takes, from 1; 0 when all are taken. */
function firstFree(staff: number, meanwhile: readonly Held[]): number {
  const taken = new Set(meanwhile.map(({ staffPlace }) => staffPlace));
  for (let place = 1; place <= staff; place++) if (!taken.has(place)) return place;
  return 0;
}

/** Those that begin nearest to an instant, the nearest first. */
export function nearest<T extends Slot>(slots: readonly T[], to: number, most: number): T[] {
  const distance = ({ startsAt }: T) => Math.abs(startsAt - to);
  return slots.toSorted((a, b) => distance(a) - distance(b)).slice(0, most);
}
