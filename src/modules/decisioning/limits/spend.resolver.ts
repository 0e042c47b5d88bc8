import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { toMicros } from '../../../models/campaign/micros.js';
import { Campaign } from '../../campaigns/campaigns.graphql.js';
import { CurrentCaller } from '../../platform/access.js';
import type { Money } from '../../platform/graphql/money.graphql.js';
import { CampaignSpend, toCampaignSpend } from './spend.graphql.js';
import { SpendService } from './spend.service.js';

/** Says of a campaign what it has spent. Campaigns do not know of charges; this rung knows both. */
@Resolver(() => Campaign)
export class SpendResolver {
  constructor(private readonly service: SpendService) {}

  @ResolveField(() => CampaignSpend, {
    nullable: true,
    description: 'What it has spent and what is left, for whoever may see the campaign; null of one without bid or budget.',
  })
  async spend(@CurrentCaller() caller: Caller, @Parent() { id, bid, budget, schedule }: Campaign): Promise<CampaignSpend | null> {
    const currency = (budget?.total ?? budget?.daily ?? bid?.amount)?.currency;
    if (currency === undefined) return null;
    const bounds = budget && { total: micros(budget.total), daily: micros(budget.daily) };
    return toCampaignSpend(await this.service.of(caller, id, bid ? bounds : null, schedule.timeZone), currency);
  }
} // prettier-ignore

function micros(money: Money | null): number | null {
  return money && toMicros(money.amount);
}
