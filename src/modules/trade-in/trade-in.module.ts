import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { TenancyModule } from '../tenancy/tenancy.module.js';
import { TradeInTablesRepository } from './tables/trade-in-tables.repository.js';
import { TradeInTablesResolver } from './tables/trade-in-tables.resolver.js';
import { ValuationPublisher } from './tables/valuation-publisher.service.js';
import { ValuationTables } from './tables/valuation-tables.service.js';
import { TradeInValuationResolver } from './valuation/trade-in-valuation.resolver.js';
import { TradeIns } from './valuation/trade-ins.service.js';

/**
 * What a car is worth that somebody may trade in: from what to what, out of tables that marketers publish. Owns
 * `trade_in_tables`. Calls tenancy and events, and uses types of vehicles.
 */
@Module({
  imports: [EventsModule, TenancyModule],
  providers: [TradeIns, TradeInTablesRepository, TradeInTablesResolver, TradeInValuationResolver, ValuationPublisher, ValuationTables], // prettier-ignore
  exports: [TradeIns, ValuationPublisher, ValuationTables],
})
export class TradeInModule {}
