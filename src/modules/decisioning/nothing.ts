import type { Elimination, EliminationStep } from '../../models/decision/elimination.js';

/** Why an answer is empty, in words; the step is the one at which the last of them fell away. */
export interface Nothing {
  readonly step: EliminationStep;
  readonly reason: string;
}

/** Finds the step that left nothing, by counting along. `live` is how many campaigns may run now. */
export function whyNothing(placement: string, live: number, eliminated: readonly Elimination[]): Nothing {
  const count = (step: EliminationStep) => eliminated.find((entry) => entry.step === step)?.count ?? 0;
  const reasons: [EliminationStep, string][] = [
    ['PLACEMENT', `No live campaign is shown at ${placement}.`],
    ['DAYPART', `Every live campaign at ${placement} is outside its hours now.`],
    [
      'AUDIENCE',
      `Every live campaign at ${placement} that is open now is for audiences this viewer is not in, or excludes them.`,
    ],
    ['NO_CREATIVE', `The campaigns for this viewer at ${placement} have no active creative.`],
    ['NO_VEHICLE_IN_SCOPE', 'No vehicle in stock lies in the scope of the campaigns for this viewer.'],
    ['FREQUENCY_CAP', 'This viewer saw the campaigns there are for them as often as their caps allow.'],
    [
      'BUDGET',
      'The campaigns for this viewer have used up their budgets, or what is left of them is held for offers just made.',
    ],
    [
      'LIMITS_AWAY',
      'The campaigns for this viewer are bound by budgets or caps, and these cannot be read at the moment.',
    ],
    ['BELOW_FLOOR', `The campaigns for this viewer bid less than the floor of ${placement}.`],
    ['HELD_OUT', 'An experiment holds the campaigns for this viewer back from them.'],
    ['PACED', 'The campaigns for this viewer are held back for the moment, so that their budgets last.'],
  ];
  if (live === 0)
    return {
      step: 'CAMPAIGN_NOT_LIVE',
      reason: count('CAMPAIGN_NOT_LIVE') === 0 ? 'There is no campaign yet.' : 'No campaign is live now.',
    };
  let left = live;
  for (const [step, reason] of reasons) {
    left -= count(step);
    if (left <= 0) return { step, reason };
  }
  // Some were not looked at, as what others bid for their vehicles was more, and those fell away at last.
  const [step, reason] = reasons.findLast(([each]) => count(each) > 0) ?? [];
  if (step && reason && count('VEHICLE_EXCLUDED') === 0) return { step, reason };
  return {
    step: 'VEHICLE_EXCLUDED',
    reason: 'Every vehicle that could be shown was excluded by the request.',
  };
}
