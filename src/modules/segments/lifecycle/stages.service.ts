import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { LifecycleSettings } from '../../../models/segment/lifecycle-settings.js';
import { lifecycles, type LifecycleKind, type LifecycleStage } from '../../../models/segment/lifecycle.js';
import type { Rule } from '../../../models/segment/rule.js';
import type { SegmentEntity } from '../../../models/segment/segment.entity.js';
import { Clock } from '../../platform/clock.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { SegmentsRepository } from '../segments.repository.js';
import { reachedRules } from '../stage-rules.js';
import { localDays } from './local-days.js';
import { builtInOf } from './stage-segment.js';
import { StaysRepository } from './stays.repository.js';

/** A stage, and who is at it. */
export interface StageNow {
  readonly of: LifecycleKind;
  readonly stage: LifecycleStage;
  /** What it takes to have reached it, and perhaps a higher one. */
  readonly rule: Rule;
  /** Whether the tenant has said so itself. */
  readonly isOwn: boolean;
  readonly people: number;
  /** The segment it is kept as, if it is. */
  readonly segment: SegmentEntity | null;
}

/** How many came from one stage to another on a day; null is none. */
export interface DayFlow {
  readonly date: string;
  readonly from: LifecycleStage | null;
  readonly to: LifecycleStage | null;
  readonly people: number;
}

/** Who is at which stage, and who came from where to where. It is read from the segments that the stages are kept as. */
@Injectable()
export class StagesService {
  constructor(
    private readonly stays: StaysRepository,
    private readonly segments: SegmentsRepository,
    private readonly tenancy: TenancyService,
    private readonly clock: Clock,
  ) {}

  /** The stages from the lowest to the highest, with who is at each, or was at an instant. */
  async stages(
    { tenantId }: Caller,
    settings: LifecycleSettings,
    of: LifecycleKind,
    at: Date | null,
  ): Promise<StageNow[]> {
    const kept = await this.keptAs(tenantId, of);
    const people = await this.stays.counts(tenantId, [...kept.values()].map(({ id }) => id), at); // prettier-ignore
    const rules = new Map<string, Rule>(Object.entries(reachedRules(settings)[of]));
    return lifecycles[of].flatMap((stage) => {
      const segment = kept.get(stage);
      const rule = rules.get(stage);
      if (!rule) return [];
      return {
        of,
        stage,
        rule,
        isOwn: stage in settings[of],
        people: segment ? (people.get(segment.id) ?? 0) : 0,
        segment: segment?.status === 'ACTIVE' ? segment : null,
      };
    });
  }

  /**
   * Of each day of the tenant's calendar, how many went from where to where, and how many remained.
   * @throws AppError LIFECYCLE_DAYS
   */
  async flows(
    { tenantId }: Caller,
    of: LifecycleKind,
    from: string | null | undefined,
    to: string | null | undefined,
  ): Promise<DayFlow[]> {
    const { timeZone } = await this.tenancy.tenant({ tenantId });
    const { dates, bounds } = localDays(from, to, timeZone, this.clock.now());
    const kept = [...(await this.keptAs(tenantId, of))];
    if (dates.length === 0 || kept.length === 0) return [];
    const segmentIds = kept.map(([, { id }]) => id);
    const stageAt = (place: number | null) => (place === null ? null : (kept[place - 1]?.[0] ?? null));
    return (await this.stays.flows(tenantId, segmentIds, bounds)).map((flow) => ({
      date: dates[flow.day - 1] ?? '',
      from: stageAt(flow.from),
      to: stageAt(flow.to),
      people: flow.people,
    }));
  }

  /** Whether the stages are still being applied to everyone known. */
  isEvaluating({ tenantId }: Caller): Promise<boolean> {
    return this.segments.areStagesEvaluating(tenantId);
  }

  /** The segment of each stage, in force or not, from the lowest to the highest. */
  private async keptAs(
    tenantId: string,
    of: LifecycleKind,
  ): Promise<ReadonlyMap<LifecycleStage, SegmentEntity>> {
    const all = new Map((await this.segments.stages(tenantId)).map((segment) => [segment.builtIn, segment]));
    return new Map(
      lifecycles[of].flatMap((stage): [LifecycleStage, SegmentEntity][] => {
        const segment = all.get(builtInOf(of, stage));
        return segment ? [[stage, segment]] : [];
      }),
    );
  }
}
