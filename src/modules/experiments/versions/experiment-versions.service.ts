import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { Caller } from '../../../models/caller.js';
import type { ExperimentVersionEntity } from '../../../models/experiment/experiment-version.entity.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { differences, type Difference } from './differences.js';
import { ExperimentVersionsRepository } from './experiment-versions.repository.js';

const cursorKey = z.tuple([z.coerce.number().int().min(1).max(2_147_483_647)]);

/** A version, and what was changed with it. */
export interface ToldExperimentVersion {
  readonly version: ExperimentVersionEntity;
  /** Against the one before; of the first none, as it says all. */
  readonly changes: readonly Difference[];
}

/** What was done to experiments: reading it. */
@Injectable()
export class ExperimentVersionsService {
  constructor(private readonly versions: ExperimentVersionsRepository) {}

  /** Newest first, one more than the page holds. */
  async page({ tenantId }: Caller, id: string, { afterKey, limit }: Page): Promise<ToldExperimentVersion[]> {
    const parsed = afterKey === null ? null : cursorKey.safeParse(afterKey);
    if (parsed && !parsed.success) throw badCursor();
    const rows = await this.versions.before({ tenantId, id }, parsed?.data[0] ?? null, limit + 2);
    return rows.slice(0, limit + 1).map((version, index) => {
      const earlier = rows[index + 1];
      return { version, changes: earlier ? differences(earlier.plan, version.plan) : [] };
    });
  }
}
