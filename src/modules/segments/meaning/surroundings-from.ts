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

/**
 * The surroundings that these facts come to.
 * @param ruleOf what a segment's rule is
 * @param isListed whether somebody stands on an uploaded list; where nothing is said, nobody does
 */
export function surroundingsFrom(
  { zone, places, stages }: SurroundingFacts,
  ruleOf: Surroundings['ruleOf'],
  isListed: Surroundings['isListed'] = () => false,
): Surroundings {
  return {
    zone,
    placeOf: (dealer) => places.get(dealer),
    ruleOf,
    stageRule: stageRuleOf(stages),
    isListed,
  };
}
