import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { MonthlyPayments } from './payments/monthly-payments.service.js';
import { FinanceQuotesRepository } from './quotes/finance-quotes.repository.js';
import { FinanceQuotesResolver } from './quotes/finance-quotes.resolver.js';
import { QuoteRetention } from './quotes/quote-retention.service.js';
import { FinanceQuotes } from './quotes/quotes.service.js';
import { FinanceTablesRepository } from './tables/finance-tables.repository.js';
import { FinanceTablesResolver } from './tables/finance-tables.resolver.js';
import { RateTables } from './tables/rate-tables.service.js';
import { TablePublisher } from './tables/table-publisher.service.js';

/**
 * What a car costs by lease, loan, balloon or cash: rates out of tables that marketers publish, sums to the cent, and what
 * law asks to be shown. Owns `finance_tables` and `finance_quotes`. Calls events and vehicles.
 */
@Module({
  imports: [EventsModule, VehiclesModule],
  providers: [FinanceQuotes, FinanceQuotesRepository, FinanceQuotesResolver, FinanceTablesRepository, FinanceTablesResolver, MonthlyPayments, QuoteRetention, RateTables, TablePublisher], // prettier-ignore
  exports: [MonthlyPayments, QuoteRetention, RateTables, TablePublisher],
})
export class FinanceModule {}
