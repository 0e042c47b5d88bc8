import type { PersonalData } from '../../models/rights/personal-data.js';

/** Provider token of every room that keeps anything of people, in the order in which a person is shown and erased. */
export const PERSONAL_ROOMS = Symbol('rooms that keep anything of people');

/** Those rooms; the first, `profiles`, is who knows whom we mean. */
export type PersonalRooms = readonly PersonalData[];
