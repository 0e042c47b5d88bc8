import type { Rule } from '../../../models/segment/rule.js';
import { stageRule } from '../stage-rules.js';
import type { Place, Surroundings } from './surroundings.js';

/** What surroundings are made from: plain facts, which can be sent to another thread. */
export interface SurroundingFacts {
  /** IANA time zone. */
  readonly zone: string;
  /** Where dealers stand, by code. */
  readonly places: ReadonlyMap<string, Place | undefined>;
}

/** The surroundings that these facts come to. @param ruleOf what a segment's rule is */
export function surroundingsFrom(
  { zone, places }: SurroundingFacts,
  ruleOf: (segmentId: string) => Rule | undefined,
): Surroundings {
  return {
    zone,
    placeOf: (dealer) => places.get(dealer),
    ruleOf,
    stageRule,
    // Nobody can upload a list yet: nobody stands on one.
    isListed: () => false,
  };
}
