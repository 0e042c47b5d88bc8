import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import type { LookalikeEntity } from '../../../models/segment/lookalike.entity.js';
import type { Rule } from '../../../models/segment/rule.js';
import { ListsService } from '../lists/lists.service.js';
import { listArchived } from '../lists/lists.errors.js';
import { ruleInForce } from '../rule-in-force.js';
import { SegmentsRepository } from '../segments.repository.js';

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
  ) {}

  /** @throws AppError SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, SEGMENT_UNREADABLE, AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED */
  async require(caller: Pick<Caller, 'tenantId'>, { segmentId, listId }: AskedSeed): Promise<void> {
    if (typeof segmentId === 'string')
      ruleInForce(await this.segments.find(caller.tenantId, segmentId), segmentId);
    if (typeof listId !== 'string') return;
    const list = await this.lists.find(caller, listId);
    if (list.archivedAt) throw listArchived(list.name);
  }
}

/** The rule that a seed's people are told by. */
export function seedRule({ segmentId, seedListId }: Pick<LookalikeEntity, 'segmentId' | 'seedListId'>): Rule {
  return segmentId === null ? { listed: { on: seedListId ?? '' } } : { member: { of: segmentId } };
}
