import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection } from '../platform/graphql/connection.js';
import { toVehicle } from '../vehicles/vehicles.graphql.js';
import { cursorOf, type StockOrder } from '../vehicles/vehicles.service.js';
import { toPaymentWish, toVehiclePayment } from './monthly-payment.graphql.js';
import { ShoppingService } from './shopping.service.js';
import { toFacets, toStockQuery, VehicleConnection, VehicleFilter, VehicleOrderEnum } from './vehicle-search.graphql.js'; // prettier-ignore

@Resolver()
export class VehicleSearchResolver {
  constructor(private readonly shopping: ShoppingService) {}

  @Query(() => VehicleConnection, { description: 'Cars of your stock, those on offer unless the filter says otherwise, with what else there is to choose from.' }) // prettier-ignore
  @Allow('marketer', 'storefront')
  async vehicles(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('filter', { type: () => VehicleFilter, nullable: true, description: 'Which cars; all on offer when left out.' }) filter: VehicleFilter | null, // prettier-ignore
    @Args('orderBy', { type: () => VehicleOrderEnum, defaultValue: 'PRICE_ASC', description: 'Order of the list.' }) order: StockOrder, // prettier-ignore
  ): Promise<VehicleConnection> {
    const page = pageOf(args);
    const { monthlyPayment } = filter ?? {};
    const wish = monthlyPayment ? toPaymentWish(monthlyPayment) : null;
    const { found, total, facets } = await this.shopping.search(caller, toStockQuery(filter ?? {}), wish, order, page); // prettier-ignore
    const { edges, pageInfo } = toConnection(found, page, (each) => cursorOf(order, each));
    const shown = edges.map(({ node: { unit, distanceKm, payment }, cursor }) => ({ node: toVehicle(unit), cursor, distanceKm, payment: payment && toVehiclePayment(payment) })); // prettier-ignore
    return { edges: shown, pageInfo, totalCount: total, facetsFound: () => toFacets(facets()) };
  }
}
