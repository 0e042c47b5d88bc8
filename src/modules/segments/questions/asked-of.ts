import type { AudienceQuestion } from '../../../models/segment/audience-question.js';
import { cityTraits } from '../../../models/segment/insight.js';
import { aiplStages, journeyStages } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';
import type { Known } from '../leaves-behind.js';
import { oldestMs } from '../likeness/behaviour-vector.js';
import { boughtWithin, didWithin } from '../../../models/segment/suggestion.js';
import { needOf, type Need } from '../need.js';

/** Who is at each stage, from the lowest of AIPL on, then of the journey. */
export const stageQuestions: readonly Rule[] = [
  ...aiplStages.map((stage): Rule => ({ stage: { aipl: [stage] } })),
  ...journeyStages.map((stage): Rule => ({ stage: { journey: [stage] } })),
];

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
    case 'profile':
      return [
        question.rule,
        ...(question.comparedWith === null ? [] : [question.comparedWith]),
        ...stageQuestions,
      ];
    case 'buyers':
      return [];
  }
}

/** Names of traits that a question looks at beside its rules. */
export function traitsIn(question: AudienceQuestion): readonly string[] {
  return question.kind === 'profile' ? [...question.traits, ...cityTraits] : [];
}

/** What of people's histories has to be read to answer a question. */
export function questionNeed(question: AudienceQuestion, now: number, around: Known): Need {
  const need = needOf(rulesIn(question), now, around);
  const since = beside(question, now);
  return { ...need, since: Math.min(need.since, since) };
}

/** The instant before which no event matters to what a question looks at beside its rules. */
function beside(question: AudienceQuestion, now: number): number {
  if (question.kind === 'buyers') return now - boughtWithin.ms - didWithin.ms;
  return 'seed' in question ? now - oldestMs : now;
}
