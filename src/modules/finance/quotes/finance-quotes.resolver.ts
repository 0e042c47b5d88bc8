import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { FinanceQuote, FinanceQuoteResult, FinanceScheduleLine, QuoteFinanceResult, toFinanceQuote, toQuoteResult } from './finance-quotes.graphql.js'; // prettier-ignore
import { QuoteFinanceInput, toQuotedCar, toQuotedPerson, toQuoteWish } from './finance-quotes.inputs.graphql.js'; // prettier-ignore
import { FinanceQuotes } from './quotes.service.js';
import { toScheduleLines } from './schedule-lines.graphql.js';

@Resolver(() => FinanceQuote)
export class FinanceQuotesResolver {
  constructor(private readonly quotes: FinanceQuotes) {}

  @Mutation(() => QuoteFinanceResult, {
    description: 'What a car would cost on these terms, out of your tables. Kept with an id until it expires, and noted of the viewer as an event.', // prettier-ignore
    complexity: 50,
  })
  @Allow('storefront', 'marketer')
  async quoteFinance(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => QuoteFinanceInput, description: 'Which car, and how.' }) input: QuoteFinanceInput, // prettier-ignore
  ): Promise<typeof QuoteFinanceResult> {
    const { vehicleId, trim } = input.car;
    const [wish, person] = [toQuoteWish(input), toQuotedPerson(input)];
    if (trim) return toQuoteResult(await this.quotes.quoteCar(caller, toQuotedCar(trim), wish, person));
    return toQuoteResult(await this.quotes.quoteVehicle(caller, vehicleId ?? '', wish, person));
  }

  @Query(() => FinanceQuoteResult, {
    nullable: true,
    description: 'A quote given before, while it holds; null when there is none.',
  })
  @Allow('storefront', 'marketer')
  async financeQuote(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the quote.' }) id: string,
  ): Promise<typeof FinanceQuoteResult | null> {
    const quote = await this.quotes.find(caller, id);
    if (quote && this.quotes.isExpired(quote)) return { id: quote.id, expiredAt: quote.expiresAt };
    return quote && toFinanceQuote(quote);
  }

  @ResolveField(() => [FinanceScheduleLine], {
    description: 'Every month of it, then its balloon where it has one: all that is in `totalOfPayments`.',
    complexity: 200,
  })
  schedule(@Parent() { terms }: FinanceQuote): FinanceScheduleLine[] {
    return toScheduleLines(terms);
  }
}
