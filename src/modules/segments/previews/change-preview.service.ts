import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Clock } from '../../platform/clock.js';
import { QuestionsService } from '../questions/questions.service.js';
import { ruleInForce } from '../rule-in-force.js';
import { SegmentReferences } from '../segment-references.js';
import { SegmentsRepository } from '../segments.repository.js';
import { validateRule, type RuleProblem } from '../validate.js';
import { countedTogether } from './counted-together.js';
import { PreviewService, type Preview } from './preview.service.js';

/** What another rule would change in a segment. Where it is exact all of it was counted in one walk, so that it adds up. */
export interface ChangePreview {
  /** Version of the segment that the change was held against. */
  readonly version: number;
  /** Who would be in. */
  readonly after: Preview;
  /** Who is not in and would be. */
  readonly entering: Preview;
  /** Who is in and would not be. */
  readonly leaving: Preview;
}

/** Tries another rule for a segment: the difference it would make. Changes nothing. */
@Injectable()
export class ChangePreviewService {
  constructor(
    private readonly repository: SegmentsRepository,
    private readonly references: SegmentReferences,
    private readonly previews: PreviewService,
    private readonly questions: QuestionsService,
    private readonly clock: Clock,
  ) {}

  /**
   * Who would enter and who would leave, were this the segment's rule.
   * @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE
   */
  async preview(
    { tenantId }: Caller,
    segmentId: string,
    input: unknown,
    patienceMs: number,
  ): Promise<{ change: ChangePreview } | { problems: readonly RuleProblem[] }> {
    const stored = await this.repository.find(tenantId, segmentId);
    const { id, name, version, rule: before } = ruleInForce(stored, segmentId);
    const checked = validateRule(input);
    if ('problems' in checked) return checked;
    const { rule } = checked;
    const problems = await this.references.problems(tenantId, rule, { id, name });
    if (problems.length > 0) return { problems };
    const now = this.clock.now();
    const enters = { all: [rule, { not: before }] };
    const leaves = { all: [before, { not: rule }] };
    const count = (each: Rule) => this.previews.count(tenantId, each, patienceMs, now);
    // The first is what adds up; the others name people, and have an estimate ready where it takes too long.
    const rules = [rule, enters, leaves];
    const [together, after, entering, leaving] = await Promise.all([
      this.questions.ask(tenantId, { kind: 'reaches', rules }, patienceMs, now),
      count(rule),
      count(enters),
      count(leaves),
    ]);
    const change = {
      version,
      after: countedTogether(after, together, 0),
      entering: countedTogether(entering, together, 1),
      leaving: countedTogether(leaving, together, 2),
    };
    return { change };
  }
}
