import { habits } from '../habits.js';
import { logistic } from '../shopper.js';
import type { Deed, Seen } from './deeds.js';
import { anglesOf, fitsOf, type Guess } from './guess.js';
import { chosenAmong, type Meetings, type Rivals } from './meetings.js';

/** What touches say of a guess: the log of their likelihood, and how likely each stage then is. */
export interface Fit {
  readonly log: number;
  readonly stages: readonly number[];
}

type Stages = [number, number, number];
const everyStage = [0, 1, 2] as const;
/** A car that turns up as the best though a better one was seen: the likelihood says it hardly happens. */
const hardly = 1e-3;

/**
 * How likely the touches are to somebody with this taste, summed over every course of stages they may have taken (the
 * forward sums of a hidden Markov model). Three things are not followed exactly: cars seen before the oldest touch, views
 * that led to nothing but a session's end, and how earnest somebody is, which is taken as average.
 */
export function likelihoodOf(seen: Seen, guess: Guess, meetings: Meetings): Fit {
  const fitOf = fitsOf(guess);
  const fits = seen.cars.map(fitOf);
  const angles = anglesOf(guess);
  const rivals = meetings.rivalsFor(fitOf);
  let stages: Stages = seen.isFull ? [0.35, 0.4, 0.25] : [0.7, 0.3, 0];
  let [log, best] = [0, -Infinity];
  for (const deed of seen.deeds) {
    stages = after(stages, deed.days);
    const fit = fits[deed.car] ?? 0;
    const known = { deed, fit, best, seen, guess, angles, rivals };
    const next: Stages = [0, 0, 0];
    for (const stage of everyStage) next[stage] = stages[stage] * chanceOf(known, stage);
    const sum = next[0] + next[1] + next[2];
    if (!(sum > 0)) return { log: -Infinity, stages };
    log += Math.log(sum);
    stages = [next[0] / sum, next[1] / sum, next[2] / sum];
    best = Math.max(best, fit);
  }
  return { log, stages: normal(after(stages, seen.daysSince)) };
}

interface Known {
  readonly deed: Deed;
  readonly fit: number;
  /** The best fit touched before. */
  readonly best: number;
  readonly seen: Seen;
  readonly guess: Guess;
  readonly angles: readonly number[];
  readonly rivals: Rivals;
}

function chanceOf(known: Known, stage: 0 | 1 | 2): number {
  const { deed, fit, best, seen, angles } = known;
  if (deed.kind === 'VIEW') return viewed(known, stage) * followed(known, stage);
  if (deed.kind === 'CLICK') {
    const plain = -3.9 + 0.75 * fit + 0.2 * stage;
    return (
      angles.reduce(
        (sum, angle, place) => sum + logistic(plain + 0.8 * (angle + testDrive(place, stage))),
        0,
      ) / 5
    );
  }
  const isBest = fit >= best ? 1 : hardly;
  const isKnown = deed.again || seen.isFull ? 1 : hardly;
  const does =
    deed.type === 'LEAD_SUBMITTED' ? logistic(-5.8 + 0.5 * fit + 1.1 * stage) : habits[stage].showroomADay;
  return Math.max(does, 1e-6) * isBest * isKnown;
}

/** Back at the best car so far, or one chosen among twelve. */
function viewed({ deed, fit, best, seen, rivals }: Known, stage: 0 | 1 | 2): number {
  const back = best === -Infinity && !seen.isFull ? 0 : habits[stage].revisit;
  const isBack = fit >= best ? (deed.again ? 1 : seen.isFull ? 0.01 : 0) : 0;
  return back * isBack + (1 - back) * (12 / 2_000) * chosenAmong(rivals, stage, fit);
}

/** What came after a view, and what did not. */
function followed({ deed, fit, seen, guess }: Known, stage: 0 | 1 | 2): number {
  const either = (did: boolean, chance: number) => (did ? chance : 1 - chance);
  const { then, car } = deed;
  return (
    either(then.has('VEHICLE_SAVED'), logistic(-3.4 + 0.5 * fit + 0.5 * stage)) *
    (seen.areNew[car] === true ? either(then.has('VEHICLE_CONFIGURED'), logistic(-3.6 + 0.4 * fit)) : 1) *
    either(
      then.has('PAYMENT_ESTIMATED'),
      logistic(-4.2 + 0.3 * fit + (guess.financeMinded ? 1.8 : 0) + 0.6 * stage),
    ) *
    either(then.has('VEHICLE_COMPARED'), [0.02, 0.1, 0.06][stage] ?? 0)
  );
}

/** What the stage adds to the angle `TEST_DRIVE`, the third. */
export const testDrive = (angle: number, stage: number): number => (angle === 2 ? 0.5 * (stage - 1) : 0);

/** The stages some days later: each day somebody may go on, give up, or come back, which ends the wait. */
function after(stages: Stages, days: number): Stages {
  let now = stages;
  for (let day = 1; day <= days; day++) {
    const stay: Stages = [0, 0, 0];
    for (const stage of everyStage) {
      const { onwards, gone, sessionADay } = habits[stage];
      const comes = day === days ? sessionADay : 1 - sessionADay;
      const left = now[stage] * comes * (1 - onwards) * (1 - gone);
      const went = now[stage] * comes * onwards;
      stay[stage] += left;
      if (stage < 2) stay[stage === 0 ? 1 : 2] += went;
    }
    now = stay;
  }
  return now;
}

function normal(stages: Stages): Stages {
  const sum = stages[0] + stages[1] + stages[2];
  return sum > 0 ? [stages[0] / sum, stages[1] / sum, stages[2] / sum] : [0.35, 0.4, 0.25];
}
