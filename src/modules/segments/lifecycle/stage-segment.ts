import { lifecycles, type LifecycleKind, type LifecycleStage } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';
import { stageWords } from '../sentences/english-words.js';

/** A stage as the segment that it is kept as. Its rule says which it is; what makes it stands in the settings. */
export interface StageSegment {
  /** By this it is known: `aipl:INTEREST`. */
  readonly builtIn: string;
  readonly name: string;
  readonly rule: Rule;
}

const titles: Readonly<Record<LifecycleKind, string>> = { aipl: 'AIPL', journey: 'Journey' };

/** What the segment of a stage is known by. */
export function builtInOf(of: LifecycleKind, stage: LifecycleStage): string {
  return `${of}:${stage}`;
}

/** Every stage of both lifecycles. */
export const stageSegments: readonly StageSegment[] = [
  ...lifecycles.aipl.map((stage) => segmentOf('aipl', stage, { stage: { aipl: [stage] } })),
  ...lifecycles.journey.map((stage) => segmentOf('journey', stage, { stage: { journey: [stage] } })),
];

function segmentOf(of: LifecycleKind, stage: LifecycleStage, rule: Rule): StageSegment {
  return { builtIn: builtInOf(of, stage), name: `${titles[of]}: ${stageWords[stage]}`, rule };
}
