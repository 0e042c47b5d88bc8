import type { AiplStage, JourneyStage } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';

/** A point on the earth: WGS 84 degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** What a rule needs beside the person: where the tenant's clocks stand, and what it refers to. */
export interface Surroundings {
  /** IANA time zone whose days, weeks and months count. */
  readonly zone: string;
  /** Where the dealer of a code stands; undefined where that is not known. */
  placeOf(dealer: string): Place | undefined;
  /** What a segment's rule is; undefined where there is none that can be read. Segments refer to each other in no circle. */
  ruleOf(segmentId: string): Rule | undefined;
  /** What it takes to be at a stage; `PURCHASE` is one of either kind. */
  stageRule(stage: AiplStage | JourneyStage, of: 'aipl' | 'journey'): Rule;
  /** Whether somebody stands on an uploaded list. */
  isListed(listId: string, profileId: string): boolean;
}
