import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import { mostTraits } from '../../../models/segment/insight.js';
import { text } from '../../../models/segment/rule-parts.js';
import { isWhole, partsOf } from '../questions/answered.js';
import { QuestionsService, type AnsweredQuestion } from '../questions/questions.service.js';
import type { RuleProblem } from '../validate.js';
import { AskedAudiences, type AskedAudience, type AudienceRule } from './asked-audiences.js';
import { insightOf, type InsightReport } from './insight-of.js';
import { sumOfProfile } from './profile-sum.js';
import { TenantTraits } from './tenant-traits.js';

/** How an audience differs from another, or from everybody. */
export interface Insight {
  /** By which the rest can be asked for while it is not exact. */
  readonly id: string;
  readonly size: number;
  readonly comparedSize: number;
  readonly outOf: number;
  readonly isExact: boolean;
  readonly dimensions: readonly InsightReport[];
}

/** What is asked for. */
export interface InsightAsked {
  readonly audience: AskedAudience;
  /** Null: everybody. */
  readonly comparedWith: AskedAudience | null;
  /** Null: those that people mostly have. */
  readonly traits: readonly string[] | null;
}

const traitsSchema = z.array(text).max(mostTraits);

/** Tells how audiences differ. Changes nothing. */
@Injectable()
export class InsightService {
  constructor(
    private readonly audiences: AskedAudiences,
    private readonly questions: QuestionsService,
    private readonly traits: TenantTraits,
  ) {}

  /** @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE */
  async insight(
    { tenantId }: Caller,
    asked: InsightAsked,
    patienceMs: number,
  ): Promise<{ insight: Insight } | { problems: readonly RuleProblem[] }> {
    const audience = await this.audiences.ruleOf(tenantId, asked.audience);
    const compared = asked.comparedWith && (await this.audiences.ruleOf(tenantId, asked.comparedWith));
    const problems = [...within('audience', audience), ...within('comparedWith', compared), ...traitProblems(asked.traits)]; // prettier-ignore
    if (!('rule' in audience) || (compared && !('rule' in compared)) || problems.length > 0)
      return { problems };
    const traits = [...new Set(asked.traits ?? (await this.traits.usual(tenantId)))];
    const { rule } = audience;
    const question = { kind: 'profile' as const, rule, comparedWith: compared?.rule ?? null, traits };
    return { insight: told(await this.questions.ask(tenantId, question, patienceMs)) };
  }

  /** What has become of one that was not exact; null when it is not known any more. */
  async find({ tenantId }: Caller, id: string): Promise<Insight | null> {
    const answered = await this.questions.find(tenantId, id);
    return answered?.question.kind === 'profile' ? told(answered) : null;
  }
}

function told(answered: AnsweredQuestion): Insight {
  const sum = sumOfProfile(partsOf(answered, 'profile'));
  return {
    id: answered.id,
    size: sum.inside,
    comparedSize: sum.compared,
    outOf: sum.outOf,
    isExact: isWhole(answered),
    dimensions: insightOf(sum),
  };
}

/** Of which of the two audiences something is wrong. */
function within(argument: string, found: AudienceRule | null): RuleProblem[] {
  if (!found || !('problems' in found)) return [];
  return found.problems.map((problem) => ({ ...problem, path: `${argument}.${problem.path}` }));
}

function traitProblems(traits: readonly string[] | null): RuleProblem[] {
  if (traits === null || traitsSchema.safeParse(traits).success) return [];
  const message = 'are too many, or one of them is no name';
  return [
    { path: 'traits', message, remedy: `Name up to ${mostTraits} traits, as \`identify\` tells them.` },
  ];
}
