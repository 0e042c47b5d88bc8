import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { toCurrency, toTradeInCar, toValuation, toValuedPerson, TradeInValuation, TradeInValuationInput } from './trade-in-valuation.graphql.js'; // prettier-ignore
import { TradeIns } from './trade-ins.service.js';

@Resolver()
export class TradeInValuationResolver {
  constructor(private readonly tradeIns: TradeIns) {}

  @Query(() => TradeInValuation, {
    description:
      'From what to what a car is worth that somebody may trade in, by your tables. Noted of the viewer as an event.',
    complexity: costing(20),
  })
  @Allow('storefront', 'marketer')
  async tradeInValuation(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => TradeInValuationInput, description: 'The car.' }) input: TradeInValuationInput, // prettier-ignore
  ): Promise<typeof TradeInValuation> {
    const [car, currency, person] = [toTradeInCar(input), toCurrency(input), toValuedPerson(input)];
    return toValuation(await this.tradeIns.valueFor(caller, car, currency, person));
  }
}
