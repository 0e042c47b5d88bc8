import type { Pace } from './pace.js';

/** How a campaign's spending stands beside its plan. */
export const pacingStates = [
  'ON_PACE',
  'AHEAD',
  'BEHIND_TOO_FEW',
  'BEHIND_OUTBID',
  'NO_CHANCES',
  'HELD_BY_COST',
  'USED_UP',
  'LEARNING',
  'EVENLY',
] as const;
export type PacingState = (typeof pacingStates)[number];

/** What a state means, and what somebody may do about it; no remedy where nothing has to be done. */
export interface PacingWords {
  readonly message: string;
  readonly remedy: string | null;
}

/** The states for people. */
export const pacingWords: Record<PacingState, PacingWords> = {
  ON_PACE: { message: 'On pace.', remedy: null },
  AHEAD: { message: 'Ahead: it spent more than its part of the day so far.', remedy: 'Nothing has to be done: it is held back until the day has caught up.' },
  BEHIND_TOO_FEW: { message: 'Behind: too few people come for whom it may be shown, though it takes part wherever it may.', remedy: 'Widen its audiences, vehicles, placements or hours, loosen its caps, or lower its budget.' },
  BEHIND_OUTBID: { message: 'Behind: where it takes part, others are mostly worth more.', remedy: 'Raise its bid or its ceiling, or better its creatives.' },
  NO_CHANCES: { message: 'Behind: it had nobody to be shown to, or bids below every floor there is.', remedy: 'Ask explainOffers with its id where it falls out, and whyNotRunning.' },
  HELD_BY_COST: { message: 'Held by its ceiling: on average a click or a lead costs more than it may, so it bids less or hardly takes part.', remedy: 'Raise the ceiling, or better its creatives and the pages they lead to.' },
  USED_UP: { message: 'Held by its budget: nothing of it is left for now.', remedy: 'Raise its budget, or wait for the next day.' },
  LEARNING: { message: 'Too little is known of it yet.', remedy: 'Wait half a minute; it takes part in few requests until then.' },
  EVENLY: { message: 'Held evenly with the clock: paces were not set lately.', remedy: 'See that a worker runs and reaches PostgreSQL.' },
}; // prettier-ignore

/** The state in a sentence with what holds it back: `On pace. It takes part in 31 % of the requests, so that its budget lasts.` */
export function pacingSentence(state: PacingState, pace: Pace | null): string {
  const { message } = pacingWords[state];
  const isPaced = state === 'ON_PACE' || state === 'AHEAD';
  if (!isPaced || pace === null) return message;
  const { share, multiplier } = pace;
  const held = [
    ...(share < 1 ? [`takes part in ${percent(share)} % of the requests`] : []),
    ...(multiplier < 1 ? [`bids ${percent(multiplier)} % of its bid`] : []),
  ];
  if (held.length === 0) return `${message} Nothing holds it back.`;
  return `${message} It ${held.join(' and ')}, so that its budget lasts.`;
}

function percent(share: number): string {
  return String(share < 0.1 ? Math.round(share * 1_000) / 10 : Math.round(share * 100));
}
