import type { ExperimentPlan, ExperimentMeasure } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentSumEntity } from '../../../models/experiment/experiment-sum.entity.js';
import { noMoments, type Moments } from './moments.js';
import { harmOf, read, sentenceOf, type Arm, type ArmResult, type Verdict } from './verdict.js';

/** Chance of ever naming a winner, or a harm, where there is none. */
export const alpha = 0.05;

/** How the arms stand in one measure. */
export interface MeasureResult {
  readonly measure: ExperimentMeasure;
  /** In the order of the plan; the first is the control. */
  readonly arms: readonly ArmResult[];
}

/** What an experiment says so far. */
export interface ExperimentReading {
  readonly verdict: Verdict;
  /** The verdict for a marketer. */
  readonly sentence: string;
  readonly main: MeasureResult;
  readonly guardRails: readonly MeasureResult[];
}

/** Measures in words, as something that is counted. */
const words: Record<ExperimentMeasure, string> = {
  CLICKS: 'clicks',
  LEADS: 'leads',
  TEST_DRIVES: 'test drives',
  SALES: 'sales',
  VALUE: 'value',
};

/**
 * Reads the sums of an experiment. Broken comes before harm, and harm before a winner: numbers of a broken one mean nothing,
 * and a winner that costs what must not fall is none.
 */
export function readResults(
  plan: ExperimentPlan,
  sums: readonly ExperimentSumEntity[],
  isOver: boolean,
): ExperimentReading {
  const terms = { alpha, matters: plan.smallestLift };
  const armsIn = (measure: ExperimentMeasure): Arm[] =>
    plan.arms.map(({ name, share }, arm) => ({ name, share, moments: momentsOf(sums, arm, measure) }));
  const main = read(armsIn(plan.measure), terms);
  const guarded = plan.guardRails.map(({ measure, mayFall }) => ({ measure: words[measure], mayFall, arms: armsIn(measure) })); // prettier-ignore
  const verdict = main.verdict.kind === 'BROKEN' ? main.verdict : (harmOf(guarded, terms) ?? main.verdict);
  return {
    verdict,
    sentence: sentenceOf(verdict, isOver),
    main: { measure: plan.measure, arms: inUnits(plan.measure, main.arms) },
    guardRails: plan.guardRails.map(({ measure }, place) => {
      const { arms } = read(guarded[place]?.arms ?? [], { ...terms, alpha: alpha / guarded.length });
      return { measure, arms: inUnits(measure, arms) };
    }),
  };
}

function momentsOf(sums: readonly ExperimentSumEntity[], arm: number, measure: ExperimentMeasure): Moments {
  const row = sums.find((sum) => sum.arm === arm && sum.measure === measure);
  if (!row) return noMoments;
  const { people, y, yy, x, xx, xy } = row;
  return { people, y: Number(y), yy: Number(yy), x: Number(x), xx: Number(xx), xy: Number(xy) };
}

/** Value is kept in hundredths, and told in whole units of the currency. */
function inUnits(measure: ExperimentMeasure, arms: readonly ArmResult[]): ArmResult[] {
  if (measure !== 'VALUE') return [...arms];
  return arms.map((arm) => ({ ...arm, mean: arm.mean === null ? null : arm.mean / 100 }));
}
