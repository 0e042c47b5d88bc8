import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { Rule } from '../../../models/segment/rule.js';
import { partsOf, type Answered } from '../questions/answered.js';
import { QuestionsService } from '../questions/questions.service.js';
import { SegmentReferences } from '../segment-references.js';
import { validateRule, type RuleProblem } from '../validate.js';
import { sumOf, type PreviewSum } from './preview-sum.js';

/** How long whoever asks waits for what is exact. */
const defaultPatienceMs = 20_000;

/** Who a rule would reach, at one instant. */
export interface Preview extends PreviewSum {
  /** By which the rest can be asked for while it is not exact. */
  readonly id: string;
  readonly rule: Rule;
}

/** Tries a rule on everyone, without changing anything. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly questions: QuestionsService,
    private readonly references: SegmentReferences,
  ) {}

  /**
   * The size a rule has at this moment: what the workers that hold everybody in memory count, or an estimate when they need
   * longer than that. With no worker running, everybody's history is read once.
   */
  async preview(
    { tenantId }: Caller,
    input: unknown,
    patienceMs = defaultPatienceMs,
  ): Promise<{ preview: Preview } | { problems: readonly RuleProblem[] }> {
    const checked = validateRule(input);
    if ('problems' in checked) return checked;
    const { rule } = checked;
    const problems = await this.references.problems(tenantId, rule);
    if (problems.length > 0) return { problems };
    return { preview: await this.count(tenantId, rule, patienceMs) };
  }

  /** The same for a rule that is known to be in order. @param now the instant it is asked about, if not this one */
  async count(tenantId: string, rule: Rule, patienceMs: number, now?: number): Promise<Preview> {
    const answered = await this.questions.ask(tenantId, { kind: 'reach', rule }, patienceMs, now);
    return { ...sumIn(answered), id: answered.id, rule };
  }

  /** What has become of a preview that was not exact; null when it is not known any more. */
  async find({ tenantId }: Caller, id: string): Promise<Preview | null> {
    const answered = await this.questions.find(tenantId, id);
    if (answered?.question.kind !== 'reach') return null;
    return { ...sumIn(answered), id, rule: answered.question.rule };
  }
}

function sumIn(answered: Answered): PreviewSum {
  return sumOf(partsOf(answered, 'reach'), answered.shards);
}
