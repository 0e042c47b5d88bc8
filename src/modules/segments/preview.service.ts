import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Rule } from '../../models/segment/rule.js';
import { Clock } from '../platform/clock.js';
import { AudienceWalk } from './audience-walk.js';
import { matches } from './meaning/matches.js';
import { needOf } from './need.js';
import { SegmentReferences } from './segment-references.js';
import { SurroundingsService } from './surroundings.service.js';
import { validateRule, type RuleProblem } from './validate.js';

/** Most people a preview names. */
const sampled = 20;

/** Who a rule would reach, now. */
export interface Preview {
  readonly size: number;
  /** How many people were looked at: everyone known. */
  readonly outOf: number;
  readonly sampleProfileIds: readonly string[];
  readonly rule: Rule;
}

/** Tries a rule on everyone, without changing anything. */
@Injectable()
export class PreviewService {
  constructor(
    private readonly walk: AudienceWalk,
    private readonly references: SegmentReferences,
    private readonly surroundings: SurroundingsService,
    private readonly clock: Clock,
  ) {}

  /** The exact size a rule would have at this moment. Reads everyone's history once, in batches. */
  async preview(
    { tenantId }: Caller,
    input: unknown,
  ): Promise<{ preview: Preview } | { problems: readonly RuleProblem[] }> {
    const checked = validateRule(input);
    if ('problems' in checked) return checked;
    const { rule } = checked;
    const problems = await this.references.problems(tenantId, rule);
    if (problems.length > 0) return { problems };
    const around = await this.surroundings.aroundOne(tenantId, rule);
    const now = this.clock.now();
    const sampleProfileIds: string[] = [];
    let size = 0;
    let outOf = 0;
    await this.walk.everyone(tenantId, needOf([rule], now, around), ({ history }) => {
      outOf++;
      if (!matches(rule, history, now, around).holds) return;
      if (size++ < sampled) sampleProfileIds.push(history.profileId);
    });
    return { preview: { size, outOf, sampleProfileIds, rule } };
  }
}
