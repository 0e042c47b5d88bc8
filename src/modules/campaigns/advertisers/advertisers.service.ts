import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { AdvertiserKind } from '../../../models/campaign/advertiser.entity.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { shown } from '../../platform/shown.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import { CampaignTransactions } from '../campaign-transactions.js';
import { CampaignWritesRepository } from '../campaign-writes.repository.js';
import { campaignsError } from '../campaigns.errors.js';
import { advertiserProblems, laidOver, type AdvertiserInput } from './advertiser-problems.js';
import { AdvertisersRepository, type AdvertiserRow } from './advertisers.repository.js';

/** Most advertisers of a tenant: all of them are read with each change of a campaign. */
const mostAdvertisers = 2_000;

/** Who advertises with a tenant. */
@Injectable()
export class AdvertisersService {
  constructor(
    private readonly repository: AdvertisersRepository,
    private readonly writes: CampaignWritesRepository,
    private readonly dealers: DealersService,
    private readonly transactions: CampaignTransactions,
    private readonly clock: Clock,
  ) {}

  /** Oldest first. */
  list({ tenantId }: Caller): Promise<AdvertiserRow[]> {
    return this.repository.all(tenantId);
  }

  /** Makes an advertiser, or says what is wrong with it. @throws AppError TOO_MANY_ADVERTISERS */
  async create(
    caller: Caller,
    input: AdvertiserInput & { kind: AdvertiserKind },
  ): Promise<AdvertiserRow | { problems: Problem[] }> {
    const at = new Date(this.clock.now());
    const made = laidOver(input, { tenantId: caller.tenantId, id: randomUUID(), name: '', kind: input.kind, dealerId: null, categories: [], createdAt: at, updatedAt: at }); // prettier-ignore
    const problems = await this.problems(caller, made, null);
    if (problems.length > 0) return { problems };
    await this.transactions.run(caller.tenantId, async (manager) => {
      if ((await this.repository.count(manager, caller.tenantId)) >= mostAdvertisers)
        throw campaignsError('TOO_MANY_ADVERTISERS', 'conflict', `There are ${mostAdvertisers} advertisers already; change one that is no longer needed.`); // prettier-ignore
      await this.repository.insert(manager, made);
    });
    return made;
  }

  /**
   * Changes what is named; its campaigns are shown with it at once.
   * @throws AppError ADVERTISER_NOT_FOUND
   */
  async update(
    caller: Caller,
    id: string,
    input: AdvertiserInput,
  ): Promise<AdvertiserRow | { problems: Problem[] }> {
    const { tenantId } = caller;
    const dealers = await this.dealerIds(caller);
    return this.transactions.run(tenantId, async (manager) => {
      const current = await this.repository.hold(manager, tenantId, id);
      if (!current)
        throw campaignsError('ADVERTISER_NOT_FOUND', 'not-found', `There is no advertiser ${shown(id)}.`);
      const changed = { ...laidOver(input, current), updatedAt: new Date(this.clock.now()) };
      const problems = advertiserProblems(changed, dealers, current);
      if (problems.length > 0) return { problems };
      await this.repository.save(manager, changed);
      await this.writes.touchOf(manager, tenantId, changed.id);
      return changed;
    });
  }

  private async problems(
    caller: Caller,
    made: AdvertiserRow,
    before: AdvertiserRow | null,
  ): Promise<Problem[]> {
    return advertiserProblems(made, await this.dealerIds(caller), before);
  }

  private async dealerIds(caller: Caller): Promise<ReadonlySet<string>> {
    return new Set((await this.dealers.list(caller)).map(({ id }) => id));
  }
}
