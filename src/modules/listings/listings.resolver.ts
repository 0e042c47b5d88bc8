import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { CurrentCaller } from '../platform/access.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { Vehicle } from '../vehicles/vehicles.graphql.js';
import { carMarkup, markupText } from './car-markup.js';
import { ListingsService } from './listings.service.js';

@Resolver(() => Vehicle)
export class ListingsResolver {
  constructor(private readonly listings: ListingsService) {}

  @ResolveField(() => String, {
    nullable: true,
    description: 'JSON-LD for its page, schema.org `Car` with its offer: put it into `<script type="application/ld+json">` as it is. Errors: LIST_LINK.', // prettier-ignore
    complexity: costing(5),
  })
  async jsonLd(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Vehicle,
    @Args('link', { type: () => String, nullable: true, description: 'Template of the address of its page: `https://shop.example/cars/{stockNumber}`.' }) link: string | null, // prettier-ignore
  ): Promise<string | null> {
    const car = await this.listings.car(caller, id, link ?? null);
    return car && markupText(carMarkup(car));
  }
}
