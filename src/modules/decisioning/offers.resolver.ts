import { Args, Context, ID, Int, Query, Resolver } from '@nestjs/graphql';
import type { FastifyRequest } from 'fastify';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PrivacyControl } from '../platform/privacy-control.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { ViewerInput } from '../profiles/viewer.graphql.js';
import { DecisionType, toDecision } from './decisions.graphql.js';
import { DecisionsService } from './decisions.service.js';
import { OfferLinksMaker } from './links/offer-links.js';
import { NothingToShow, Offers, OffersContextInput, OffersResult, toNothing, toOffers } from './offers.graphql.js'; // prettier-ignore
import { mostOffers } from './offers-ask.js';
import { OffersService } from './offers.service.js';

@Resolver()
export class OffersResolver {
  constructor(
    private readonly service: OffersService,
    private readonly decisions: DecisionsService,
    private readonly links: OfferLinksMaker,
  ) {}

  @Query(() => OffersResult, {
    description:
      'What this viewer should see here now. Of a viewer who denies personalisation nothing is used but the page they are on. A request header `Sec-GPC: 1`, passed on from the browser, is heeded and remembered. Errors UNKNOWN_PLACEMENT, PAGE_SIZE and VIEWER_REQUIRED.',
    complexity: costing(300),
  })
  @Allow('storefront', 'marketer')
  async offers(
    @CurrentCaller() caller: Caller,
    @Args('placement', { type: () => String, description: 'Key of the placement: `home-hero`.' })
    placement: string,
    @Args('viewer', { type: () => ViewerInput, description: 'Who will see it.' }) viewer: ViewerInput,
    @Args('first', { type: () => Int, defaultValue: 10, description: `How many offers, 1 to ${mostOffers}.` })
    first: number,
    @Args('context', {
      type: () => OffersContextInput,
      nullable: true,
      description: 'What the page is about.',
    })
    context: OffersContextInput | null,
    @PrivacyControl() isPrivate: boolean,
    @Context('request') asked: FastifyRequest,
  ): Promise<Offers | NothingToShow> {
    const { vehicleId, excludeVehicleIds } = context ?? {};
    const request = { placement, viewer, first, vehicleId, excludeVehicleIds, isPrivate };
    const answer = await this.service.offers(caller, request);
    if (!('items' in answer)) return toNothing(answer);
    const { tenantId } = caller;
    return toOffers(answer, this.links.over(asked, { tenantId, decisionId: answer.decisionId }, viewer));
  }

  @Query(() => DecisionType, {
    description: 'How an answer came about, and what came of it. Error DECISION_NOT_FOUND.',
  })
  @Allow('marketer')
  async decision(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: '`decisionId` of an answer.' }) id: string,
  ): Promise<DecisionType> {
    return toDecision(await this.decisions.explain(caller, id));
  }
}
