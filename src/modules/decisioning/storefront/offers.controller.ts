import { Controller, Get, Header, Query, Req, UseFilters, UseGuards } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { PrivacyControl } from '../../platform/privacy-control.js';
import { ProblemFilter } from '../../platform/problem.filter.js';
import { OfferLinksMaker } from '../links/offer-links.js';
import { toNothing, toOffers } from '../offers.graphql.js';
import { OffersService } from '../offers.service.js';
import { offersJson } from './offers-json.js';
import { readOffersQuery } from './offers-query.js';
import { OffersRateGuard } from './offers-rate.guard.js';

const asTagsAsk: FastifyContextConfig = { anyOrigin: true, keyIn: ['query writeKey'] };

/** `offers` for whatever speaks no GraphQL: tags, pages, and programs that write mails. */
@Controller('v1')
@Allow('collector', 'storefront', 'marketer')
@UseGuards(OffersRateGuard)
@UseFilters(ProblemFilter)
export class OffersController {
  constructor(
    private readonly service: OffersService,
    private readonly links: OfferLinksMaker,
  ) {}

  @Get('offers')
  @RouteConfig(asTagsAsk)
  @Header('cache-control', 'private, no-store')
  async offers(
    @CurrentCaller() caller: Caller,
    @Query() query: unknown,
    @PrivacyControl() isPrivate: boolean,
    @Req() asked: FastifyRequest,
  ): Promise<object> {
    // prettier-ignore
    const request = readOffersQuery(query, caller.role, isPrivate);
    const answer = await this.service.offers(caller, request);
    if (!('items' in answer)) return offersJson(toNothing(answer));
    const decision = { tenantId: caller.tenantId, decisionId: answer.decisionId };
    return offersJson(toOffers(answer, this.links.over(asked, decision, request.viewer)));
  }
}
