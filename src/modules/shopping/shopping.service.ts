import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import { MonthlyPayments, type MonthlyPayment } from '../finance/payments/monthly-payments.service.js'; // prettier-ignore
import type { Page } from '../platform/graphql/connection.js';
import { VehiclesService, type FoundStock, type FoundVehicle, type StockOrder, type StockQuery } from '../vehicles/vehicles.service.js'; // prettier-ignore
import { paymentFault, untabledFault, type PaymentWish } from './payment-fault.js';

/** Cars that were found, each with what it costs a month where that was asked. */
export interface FoundCars extends Omit<FoundStock, 'found'> {
  readonly found: readonly (FoundVehicle & { readonly payment: MonthlyPayment | null })[];
}

/** What a shopper can find: by words, by place, by price, and by what it costs a month. */
@Injectable()
export class ShoppingService {
  constructor(
    private readonly vehicles: VehiclesService,
    private readonly payments: MonthlyPayments,
  ) {}

  /**
   * Cars in order, one more than the page's limit where there are more.
   * @throws AppError INVALID_VEHICLE_FILTER for what can find nothing, also a term, a law or a currency that no table has a rate for
   */
  async search(
    caller: Caller,
    query: StockQuery,
    payment: PaymentWish | null,
    order: StockOrder,
    page: Page,
  ): Promise<FoundCars> {
    const { tenantId } = caller;
    if (!payment) {
      const { found, ...rest } = await this.vehicles.search(caller, query, order, page);
      return { ...rest, found: found.map((each) => ({ ...each, payment: null })) };
    }
    const { wish, range } = payment;
    const fault = paymentFault(payment, await this.payments.termsOffered(tenantId, wish));
    if (fault) throw fault;
    const { withinReach, untabled } = await this.payments.reach(tenantId, wish, range);
    const { found, ...rest } = await this.vehicles.search(caller, { ...query, withinReach }, order, page);
    const without = untabledFault(payment, untabled());
    if (without) throw without;
    const told = found.map(async (each) => ({ ...each, payment: await this.payments.of(tenantId, each.unit, wish) })); // prettier-ignore
    return { ...rest, found: await Promise.all(told) };
  }
}
