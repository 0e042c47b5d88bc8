import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { LookalikeEntity } from '../../../models/segment/lookalike.entity.js';
import type { Rule } from '../../../models/segment/rule.js';
import type { LeftOut } from '../likeness/left-out.js';
import { toldBy } from '../likeness/told-by.js';
import { ListsService } from '../lists/lists.service.js';
import { listArchived } from '../lists/lists.errors.js';
import { ruleInForce } from '../rule-in-force.js';
import { SegmentsRepository } from '../segments.repository.js';
import { SurroundingsService } from '../surroundings.service.js';

/** With fewer nothing can be learnt, and nothing measured. */
export const smallestSeed = 50;
/** Ids on a list up to which they are looked up while somebody waits. */
const mostLookedUp = 100_000;

/** Whom others are to be like: who is in a segment, or stands on a list. */
export interface AskedSeed {
  readonly segmentId?: string | null | undefined;
  readonly listId?: string | null | undefined;
}

/** Finds the seeds of lookalikes. */
@Injectable()
export class LookalikeSeeds {
  constructor(
    private readonly segments: SegmentsRepository,
    private readonly lists: ListsService,
    private readonly surroundings: SurroundingsService,
  ) {}

  /** @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE, AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED */
  async require(caller: Pick<Caller, 'tenantId'>, { segmentId, listId }: AskedSeed): Promise<void> {
    if (typeof segmentId === 'string')
      ruleInForce(await this.segments.find(caller.tenantId, segmentId), segmentId);
    if (typeof listId !== 'string') return;
    const list = await this.lists.find(caller, listId);
    if (list.archivedAt) throw listArchived(list.name);
  }

  /** How many people a seed has; null where that is not known at once: a segment is still evaluated, or a list is long. */
  async peopleIn(
    { tenantId }: Pick<Caller, 'tenantId'>,
    { segmentId, listId }: AskedSeed,
  ): Promise<number | null> {
    if (typeof segmentId === 'string')
      return (await this.segments.isEvaluating(tenantId, segmentId))
        ? null
        : this.segments.size(tenantId, segmentId);
    if (typeof listId !== 'string' || (await this.lists.size({ tenantId }, listId)) > mostLookedUp)
      return null;
    return this.lists.countPeople({ tenantId }, listId);
  }

  /** What a seed's own rule asks for, by which nobody is to be found. */
  async leftOut(tenantId: string, seed: Pick<LookalikeEntity, 'segmentId' | 'seedListId'>): Promise<LeftOut> {
    const rule = seedRule(seed);
    // Who stands on lists that it asks for does not matter here.
    return toldBy(rule, await this.surroundings.aroundOne(tenantId, rule, []));
  }
}

/** The rule that a seed's people are told by. */
export function seedRule({ segmentId, seedListId }: Pick<LookalikeEntity, 'segmentId' | 'seedListId'>): Rule {
  return segmentId === null ? { listed: { on: seedListId ?? '' } } : { member: { of: segmentId } };
}
