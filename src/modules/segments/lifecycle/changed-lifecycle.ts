import {
  lifecycleSettingsSchema,
  type LifecycleSettings,
} from '../../../models/segment/lifecycle-settings.js';
import type { AiplStage, JourneyStage, LifecycleKind } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';
import { nodesOf } from '../rule-nodes.js';
import { validateRule, type RuleProblem } from '../validate.js';

/** Most parts a stage's rule may have: everybody is held against all of them. */
const mostParts = 16;

/** What is to tell who has reached a stage: nothing means what does everywhere. */
export interface StageChange<S> {
  readonly stage: S;
  /** As it came: checked here. */
  readonly rule?: unknown;
}

/** What a marketer wants of the lifecycle; absent stays as it is, and so does every stage that is not named. */
export interface LifecycleChange {
  readonly track?: boolean | null | undefined;
  readonly aipl?: readonly StageChange<AiplStage>[] | null | undefined;
  readonly journey?: readonly StageChange<JourneyStage>[] | null | undefined;
  /** Refuse if the lifecycle is no longer at this version. */
  readonly expectedVersion?: number | null | undefined;
}

/** The settings as they are to be, or everything that is wrong with what was asked. */
export function changedLifecycle(
  settings: LifecycleSettings,
  change: LifecycleChange,
): { readonly settings: LifecycleSettings } | { readonly problems: readonly RuleProblem[] } {
  const aipl = changedStages('aipl', settings.aipl, change.aipl ?? []);
  const journey = changedStages('journey', settings.journey, change.journey ?? []);
  const problems = [...aipl.problems, ...journey.problems];
  if (problems.length > 0) return { problems };
  const next = { track: change.track ?? settings.track, aipl: aipl.rules, journey: journey.rules };
  return { settings: lifecycleSettingsSchema.parse(next) };
}

function changedStages(
  kind: LifecycleKind,
  own: LifecycleSettings[LifecycleKind],
  changes: readonly StageChange<string>[],
): { rules: Readonly<Record<string, Rule>>; problems: RuleProblem[] } {
  const rules = new Map<string, Rule>(Object.entries(own));
  const problems: RuleProblem[] = [];
  for (const [n, { stage, rule }] of changes.entries()) {
    const path = `${kind}[${n}]`;
    if (changes.findIndex((other) => other.stage === stage) < n)
      problems.push({
        path: `${path}.stage`,
        message: `names ${stage} again`,
        remedy: 'Name each stage once.',
      });
    const checked = rule === undefined || rule === null ? { rule: null } : stageRuleFrom(rule);
    if ('problems' in checked)
      problems.push(...checked.problems.map((problem) => ({ ...problem, path: `${path}.${problem.path}` })));
    else if (checked.rule) rules.set(stage, checked.rule);
    else rules.delete(stage);
  }
  return { rules: Object.fromEntries(rules), problems };
}

/** A rule that may make a stage: of what people did and are, and of nothing that may itself ask who is at a stage. */
function stageRuleFrom(given: unknown): ReturnType<typeof validateRule> {
  const checked = validateRule(given);
  if ('problems' in checked) return checked;
  const nodes = [...nodesOf(checked.rule)];
  const problems = nodes.flatMap(({ path, node }): RuleProblem[] =>
    ['near', 'member', 'listed', 'stage', 'lead', 'share'].some((kind) => kind in node)
      ? [
          {
            path,
            message: 'cannot make a stage, which rests on what somebody did and is',
            remedy: 'Use did, sequence and trait, in all, any and not.',
          },
        ]
      : [],
  );
  if (nodes.length > mostParts)
    problems.push({
      path: 'rule',
      message: `has ${nodes.length} parts and at most ${mostParts} are allowed in a stage`,
      remedy: 'Put several kinds of events into one anyOf.',
    });
  return problems.length > 0 ? { problems } : checked;
}
