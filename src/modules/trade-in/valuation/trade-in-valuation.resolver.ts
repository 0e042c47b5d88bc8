import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { toCurrency, toTradeInCar, toValuation, TradeInValuation, TradeInValuationInput } from './trade-in-valuation.graphql.js'; // prettier-ignore
import { TradeIns } from './trade-ins.service.js';

@Resolver()
export class TradeInValuationResolver {
  constructor(private readonly tradeIns: TradeIns) {}

  @Query(() => TradeInValuation, {
    description: 'From what to what a car is worth that somebody may trade in, by your tables.',
    complexity: costing(20),
  })
  @Allow('storefront', 'marketer')
  async tradeInValuation(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => TradeInValuationInput, description: 'The car.' }) input: TradeInValuationInput, // prettier-ignore
  ): Promise<typeof TradeInValuation> {
    return toValuation(await this.tradeIns.value(caller, toTradeInCar(input), toCurrency(input)));
  }
}
