import { firstLifecycle, type LifecycleSettings } from '../../models/segment/lifecycle-settings.js';
import {
  aiplStages,
  journeyStages,
  type AiplStage,
  type JourneyStage,
  type LifecycleKind,
} from '../../models/segment/lifecycle.js';
import type { Rule } from '../../models/segment/rule.js';
import { firstAipl, firstJourney } from './lifecycle/first-stages.js';
import type { Surroundings } from './meaning/surroundings.js';

type StageRule = Surroundings['stageRule'];
/** What a tenant has said of its stages. */
export type StagesSaid = Pick<LifecycleSettings, LifecycleKind>;

const nobody: Rule = { not: { share: { salt: 'all', from: 0, below: 100 } } };

/** What it takes to have reached each stage, and perhaps a higher one. */
export function reachedRules({ aipl, journey }: StagesSaid): {
  readonly aipl: Readonly<Record<AiplStage, Rule>>;
  readonly journey: Readonly<Record<JourneyStage, Rule>>;
} {
  return { aipl: { ...firstAipl, ...aipl }, journey: { ...firstJourney, ...journey } };
}

/** What it takes to be at a stage: to have reached it, and none that is higher. `PURCHASE` is one of either kind. */
export function stageRuleOf(said: StagesSaid): StageRule {
  const reached = reachedRules(said);
  const rules = {
    aipl: highest(aiplStages, reached.aipl),
    journey: highest(journeyStages, reached.journey),
  };
  return (stage, of) => rules[of].get(stage) ?? nobody;
}

/** What it takes where a tenant has said nothing. */
export const stageRule = stageRuleOf(firstLifecycle);

function highest<S extends string>(
  stages: readonly S[],
  reached: Readonly<Record<S, Rule>>,
): ReadonlyMap<string, Rule> {
  return new Map(
    stages.map((stage, n) => {
      const higher = stages.slice(n + 1).map((one): Rule => ({ not: reached[one] }));
      return [stage, higher.length === 0 ? reached[stage] : { all: [reached[stage], ...higher] }];
    }),
  );
}
