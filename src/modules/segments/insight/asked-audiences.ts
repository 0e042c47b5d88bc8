import { Injectable } from '@nestjs/common';
import type { Rule } from '../../../models/segment/rule.js';
import { ruleInForce } from '../rule-in-force.js';
import { SegmentReferences } from '../segment-references.js';
import { SegmentsRepository } from '../segments.repository.js';
import { validateRule, type RuleProblem } from '../validate.js';

/** Whom somebody asks about: a segment, or whomever a rule that is stored nowhere would reach. */
export interface AskedAudience {
  readonly segmentId?: string | null | undefined;
  readonly rule?: unknown;
}

/** The rule of an audience, or what is wrong with it. */
export type AudienceRule = { readonly rule: Rule } | { readonly problems: readonly RuleProblem[] };

/** Finds the rules of audiences that are asked about. */
@Injectable()
export class AskedAudiences {
  constructor(
    private readonly repository: SegmentsRepository,
    private readonly references: SegmentReferences,
  ) {}

  /** @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE */
  async ruleOf(tenantId: string, { segmentId, rule: input }: AskedAudience): Promise<AudienceRule> {
    if (typeof segmentId === 'string') {
      const { rule } = ruleInForce(await this.repository.find(tenantId, segmentId), segmentId);
      return { rule };
    }
    const checked = validateRule(input);
    if ('problems' in checked) return checked;
    const problems = await this.references.problems(tenantId, checked.rule);
    return problems.length > 0 ? { problems } : checked;
  }
}
