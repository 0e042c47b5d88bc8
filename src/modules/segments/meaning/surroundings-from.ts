import type { Rule } from '../../../models/segment/rule.js';
import { stageRuleOf, type StagesSaid } from '../stage-rules.js';
import type { Place, Surroundings } from './surroundings.js';

/** What surroundings are made from: plain facts, which can be sent to another thread. */
export interface SurroundingFacts {
  /** IANA time zone. */
  readonly zone: string;
  /** Where dealers stand, by code. */
  readonly places: ReadonlyMap<string, Place | undefined>;
  /** What the tenant has said of its stages. */
  readonly stages: StagesSaid;
}

/** The surroundings that these facts come to. @param ruleOf what a segment's rule is */
export function surroundingsFrom(
  { zone, places, stages }: SurroundingFacts,
  ruleOf: (segmentId: string) => Rule | undefined,
): Surroundings {
  return {
    zone,
    placeOf: (dealer) => places.get(dealer),
    ruleOf,
    stageRule: stageRuleOf(stages),
    // Nobody can upload a list yet: nobody stands on one.
    isListed: () => false,
  };
}
