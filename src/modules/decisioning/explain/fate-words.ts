import type { EliminationStep } from '../../../models/decision/elimination.js';

/** Why a campaign is not shown to a viewer, and what somebody may do about it. */
export interface FateWords {
  readonly message: string;
  readonly remedy: string;
}

/** What each step means for a campaign that fell out at it. Says nothing of the viewer that `offers` would not show. */
export const fateWords: Record<EliminationStep, FateWords> = {
  CAMPAIGN_NOT_LIVE: { message: 'It is not live, or no longer there.', remedy: 'Ask its whyNotRunning.' },
  PLACEMENT: { message: 'It is for other placements.', remedy: 'Add this one with updateCampaign.' },
  DAYPART: { message: 'It is outside its hours.', remedy: 'Wait, or change dayparts with updateCampaign.' },
  AUDIENCE: { message: 'It is for audiences this viewer is not in, or excludes one they are in.', remedy: 'Look at its audiences, or at the segments of the viewer.' },
  NO_CREATIVE: { message: 'It has no active creative.', remedy: 'Add one with createCreative.' },
  NO_VEHICLE_IN_SCOPE: { message: 'No vehicle in stock lies in its scope.', remedy: 'Widen its vehicles, or wait for stock.' },
  FREQUENCY_CAP: { message: 'This viewer saw it as often as its caps allow.', remedy: 'Wait, or raise frequencyCaps.' },
  BUDGET: { message: 'Its budget, or that of the day, is used up or held for offers just made; or less is left than the placement costs.', remedy: 'Look at its spend; raise its budget, or wait for the next day.' },
  LIMITS_AWAY: { message: 'Budgets and caps cannot be read at the moment, so nothing bound by them is shown.', remedy: 'It passes by itself; see the state of the limit store.' },
  BELOW_FLOOR: { message: 'It bids less than the floor of the placement for this viewer.', remedy: 'Raise its bid, or choose a placement with a lower floor.' },
  HELD_OUT: { message: 'An experiment holds it back from this viewer.', remedy: 'Look at experiments; it ends when that does.' },
  PACED: { message: 'It is held back from this request, so that its budget lasts: it takes part in a share of them.', remedy: 'Look at its pacing; raise its budget for it to be shown more often.' },
  VEHICLE_OUT_OF_SCOPE: { message: 'No vehicle of it is left.', remedy: 'Widen its vehicles.' },
  VEHICLE_EXCLUDED: { message: 'The request excluded its vehicles.', remedy: 'Ask without them.' },
  NOT_DRAWN: { message: 'None of its vehicles and creatives was looked at for this viewer: others are nearer to their interest, or bid more for the same vehicles.', remedy: 'Widen its vehicles, raise its bid, or give it creatives of more angles.' },
  SEPARATED: { message: 'A competitor is on the page, or another advertiser has it alone.', remedy: 'Raise its bid, or look at the categories of its advertiser.' },
  OUTBID: { message: 'Others were worth more, or fitted the page better.', remedy: 'Raise its bid, or better its creatives.' },
}; // prettier-ignore
