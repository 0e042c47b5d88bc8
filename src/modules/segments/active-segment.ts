import type { Rule } from '../../models/segment/rule.js';

/** A segment as evaluation needs it. */
export interface ActiveSegment {
  readonly id: string;
  readonly version: number;
  readonly rule: Rule;
}
