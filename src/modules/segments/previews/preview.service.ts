import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Clock } from '../../platform/clock.js';
import { AudienceWalk } from '../audience-walk.js';
import { matches } from '../meaning/matches.js';
import { needOf } from '../need.js';
import { SegmentReferences } from '../segment-references.js';
import { SurroundingsService } from '../surroundings.service.js';
import { validateRule, type RuleProblem } from '../validate.js';
import { PreviewAsker } from './preview-asker.js';
import { mostNamed, type PreviewSum } from './preview-sum.js';
import type { AskedPreview } from './previews.repository.js';

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
    private readonly asker: PreviewAsker,
    private readonly walk: AudienceWalk,
    private readonly references: SegmentReferences,
    private readonly surroundings: SurroundingsService,
    private readonly clock: Clock,
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
    return { preview: await this.count(tenantId, rule, this.clock.now(), patienceMs) };
  }

  /** The same for a rule that is known to be in order, at a certain instant. */
  async count(tenantId: string, rule: Rule, now: number, patienceMs: number): Promise<Preview> {
    const asked = { tenantId, id: randomUUID(), rule, now };
    const sum = (await this.asker.isAnybodyThere())
      ? await this.asker.ask(asked, patienceMs)
      : await this.readEveryone(asked);
    return { ...sum, id: asked.id, rule };
  }

  /** What has become of a preview that was not exact; null when it is not known any more. */
  async find({ tenantId }: Caller, id: string): Promise<Preview | null> {
    const asked = z.uuid().safeParse(id).success ? await this.asker.find(tenantId, id) : null;
    return asked && { ...(await this.asker.sum(asked)), id, rule: asked.rule };
  }

  private async readEveryone({ tenantId, rule, now }: AskedPreview): Promise<PreviewSum> {
    const around = await this.surroundings.aroundOne(tenantId, rule);
    const profileIds: string[] = [];
    let size = 0;
    let outOf = 0;
    await this.walk.everyone(tenantId, needOf([rule], now, around), ({ history }) => {
      outOf++;
      if (!matches(rule, history, now, around).holds) return;
      if (size++ < mostNamed) profileIds.push(history.profileId);
    });
    return { size, margin: 0, outOf, isExact: true, profileIds };
  }
}
