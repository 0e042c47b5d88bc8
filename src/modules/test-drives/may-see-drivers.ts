import type { Caller } from '../../models/caller.js';

/** Whether a caller may be shown who drives: those who work with people, and not what runs in a browser, a till or a key box. */
export function maySeeDrivers({ role }: Pick<Caller, 'role'>): boolean {
  return role === 'admin' || role === 'marketer';
}

/** What a caller is shown of a booking. */
export interface BookingSight {
  /** Who drives: personal. */
  readonly driver: boolean;
  /** The code that checks its driver in. */
  readonly checkInCode: boolean;
}

/** All of it, for those who work with people. */
export const wholeSight: BookingSight = { driver: true, checkInCode: true };

/** What a caller is shown of a booking: the code only where its key may check somebody in. */
export function sightOf(caller: Pick<Caller, 'role'>): BookingSight {
  return {
    driver: maySeeDrivers(caller),
    checkInCode: caller.role === 'storefront' || maySeeDrivers(caller),
  };
}
