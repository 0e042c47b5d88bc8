import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import type { Rule } from '../../../models/segment/rule.js';
import { oldestMs } from '../likeness/behaviour-vector.js';
import { needOf, type Known, type Need } from '../need.js';

/** The rules that a question asks of people: what they refer to and look at has to be at hand. */
export function rulesIn(question: AudienceQuestion): readonly Rule[] {
  switch (question.kind) {
    case 'reach':
      return [question.rule];
    case 'reaches':
      return question.rules;
    case 'behaviour':
    case 'alike':
    case 'likest':
      return [question.seed.rule];
  }
}

/** Names of traits that a question looks at beside its rules. */
export function traitsIn(_question: AudienceQuestion): readonly string[] {
  return [];
}

/** What of people's histories has to be read to answer a question. */
export function questionNeed(question: AudienceQuestion, now: number, around: Known): Need {
  const need = needOf(rulesIn(question), now, around);
  return 'seed' in question ? { ...need, since: Math.min(need.since, now - oldestMs) } : need;
}
