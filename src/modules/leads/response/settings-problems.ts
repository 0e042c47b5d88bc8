import type { LeadProblem } from '../lead-problems.js';

/** How soon dealers are to answer. */
export interface NewLeadSettings {
  /** The dealer; null: every dealer without settings of its own. */
  readonly dealerId: string | null;
  /** Opening minutes until somebody has answered; null takes the settings back. */
  readonly responseMinutes: number | null;
  /** Opening minutes until another dealer gets it, from the same start; null: it stays. */
  readonly rerouteMinutes: number | null;
}

/** Two weeks of hours that never close. */
const mostMinutes = 20_160;

/** Everything that is wrong with settings, at once. Whether there is the dealer is asked elsewhere. */
export function settingsProblems({ responseMinutes, rerouteMinutes }: NewLeadSettings): LeadProblem[] {
  const isOutside = (minutes: number | null) => minutes !== null && (!Number.isInteger(minutes) || minutes < 1 || minutes > mostMinutes); // prettier-ignore
  const outside = (path: string): LeadProblem => ({ path, message: `It lies outside 1 to ${mostMinutes}.`, remedy: `Give whole minutes, 1 to ${mostMinutes}.` }); // prettier-ignore
  const isTooSoon = responseMinutes !== null && rerouteMinutes !== null && rerouteMinutes <= responseMinutes;
  return [
    ...(isOutside(responseMinutes) ? [outside('responseMinutes')] : []),
    ...(isOutside(rerouteMinutes) ? [outside('rerouteMinutes')] : []),
    ...(isTooSoon ? [tooSoon] : []),
    ...(responseMinutes === null && rerouteMinutes !== null ? [withoutResponse] : []),
  ];
}

const tooSoon: LeadProblem = {
  path: 'rerouteMinutes',
  message: 'Another dealer would get it before this one is late.',
  remedy: 'Give more minutes than responseMinutes, or leave it out.',
};
const withoutResponse: LeadProblem = {
  path: 'rerouteMinutes',
  message: 'Nothing is late where no time to answer is set.',
  remedy: 'Give responseMinutes too.',
};
