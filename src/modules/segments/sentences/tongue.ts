import type { DidRule } from '../../../models/segment/did.js';
import type { FactRule } from '../../../models/segment/fact-conditions.js';
import type { LeadRule, NearRule, ShareRule, StageRule } from '../../../models/segment/rule.js';
import type { SequenceRule } from '../../../models/segment/sequence.js';

/** How each part of a rule is said in one language. */
export interface Tongue {
  all(parts: readonly string[]): string;
  any(parts: readonly string[]): string;
  /** A part that is made of several, inside another. */
  inBrackets(part: string): string;
  not(part: string): string;
  did(rule: DidRule): string;
  /** That somebody did not do that. */
  didNot(rule: DidRule): string;
  sequence(rule: SequenceRule): string;
  trait(rule: FactRule): string;
  near(rule: NearRule): string;
  member(name: string): string;
  listed(name: string): string;
  stage(rule: StageRule): string;
  lead(rule: LeadRule): string;
  share(rule: ShareRule): string;
  /** Instead of a rule that this program cannot read. */
  readonly unreadable: string;
}

/** Parts of a sentence without those that say nothing. */
export function said(...parts: readonly (string | null | undefined | false)[]): string[] {
  return parts.filter((part): part is string => typeof part === 'string' && part !== '');
}
