import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { Changes } from '../../platform/changes.js';
import type { Outcome } from '../decisions.repository.js';
import { isOfCreative, sumsOf } from './creative-sums.js';
import { CreativeSumsRepository } from './creative-sums.repository.js';

/** Under this topic processes hear that a tenant's sums changed. */
export const creativesTopic = 'creatives';

/**
 * Takes into the sums of creatives what came of offers, in the very transaction that writes it down: so each outcome counts once,
 * whoever dies, and however often it is told.
 */
@Injectable()
export class CreativeNews {
  constructor(
    private readonly repository: CreativeSumsRepository,
    private readonly changes: Changes,
  ) {}

  /** Before outcomes are written: what is to be known for `take`, as nobody can change it any more. */
  async hold(manager: EntityManager, outcomes: readonly Outcome[]): Promise<ReadonlySet<string>> {
    const telling = outcomes.filter(isOfCreative);
    if (telling.length === 0) return new Set();
    await this.repository.hold(
      manager,
      telling.map(({ tenantId }) => tenantId),
    );
    return this.repository.seenBefore(manager, telling);
  }

  /**
   * After they were written.
   * @param fresh those that were new
   * @param seen what `hold` said
   */
  async take(manager: EntityManager, fresh: readonly Outcome[], seen: ReadonlySet<string>): Promise<void> {
    const sums = sumsOf(fresh, seen);
    if (sums.length === 0) return;
    await this.repository.add(manager, sums);
    for (const tenantId of new Set(sums.map((sum) => sum.tenantId)))
      await this.changes.announce(manager, creativesTopic, tenantId);
  }
}
