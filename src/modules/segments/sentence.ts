import { isReadable, type Rule } from '../../models/segment/rule.js';
import { chinese } from './sentences/chinese.js';
import { english } from './sentences/english.js';
import type { Tongue } from './sentences/tongue.js';

/** Languages in which rules are said. */
export const languages = ['ENGLISH', 'CHINESE'] as const;
export type Language = (typeof languages)[number];

/** How a rule is to be said. */
export interface Wording {
  readonly language: Language;
  /** What segments and lists are called, by id; those not there are called by their id. */
  readonly names?: ReadonlyMap<string, string>;
}

const tongues: Record<Language, Tongue> = { ENGLISH: english, CHINESE: chinese };

/** The rule in words: "viewed an SUV at least 3 times in the last 14 days, and not …". */
export function sentence(rule: Rule, wording: Wording): string {
  const tongue = tongues[wording.language];
  const part = (inner: Rule) =>
    isJoint(inner) ? tongue.inBrackets(sentence(inner, wording)) : sentence(inner, wording);
  if ('all' in rule || 'any' in rule) {
    const parts = 'all' in rule ? rule.all : rule.any;
    const [only, ...others] = parts;
    if (only && others.length === 0) return sentence(only, wording);
    return 'all' in rule ? tongue.all(parts.map(part)) : tongue.any(parts.map(part));
  }
  if ('not' in rule) return 'did' in rule.not ? tongue.didNot(rule.not.did) : tongue.not(part(rule.not));
  if ('did' in rule) return tongue.did(rule.did);
  if ('sequence' in rule) return tongue.sequence(rule.sequence);
  if ('trait' in rule) return tongue.trait(rule.trait);
  if ('near' in rule) return tongue.near(rule.near);
  if ('listed' in rule) return tongue.listed(wording.names?.get(rule.listed.on) ?? rule.listed.on);
  if ('stage' in rule) return tongue.stage(rule.stage);
  if ('lead' in rule) return tongue.lead(rule.lead);
  if ('share' in rule) return tongue.share(rule.share);
  return tongue.member(wording.names?.get(rule.member.of) ?? rule.member.of);
}

/** Whether a rule is said in several parts. */
function isJoint(rule: Rule): boolean {
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [];
  return parts.length > 1;
}

/** A stored rule in words; one that this program cannot read says so. */
export function storedSentence(rule: Rule, wording: Wording): string {
  return isReadable(rule) ? sentence(rule, wording) : tongues[wording.language].unreadable;
}
