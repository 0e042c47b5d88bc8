import { Controller, HttpCode, Post, Req, UseFilters, UseGuards } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { deliveryOf } from '../delivery.js';
import { CollectRateGuard } from '../rate/collect-rate.guard.js';
import type { Complaint } from './complaint.js';
import { MeasurementService } from './measurement.service.js';
import { SilentFilter } from './silent.filter.js';

/** Pages may send too; `api_secret` is a key of ours. */
const asGa4Sends: FastifyContextConfig = { rawBody: true, anyOrigin: true, keyIn: ['query api_secret'] };

/**
 * GA4's Measurement Protocol, so that server-side tag managers and CRMs that speak it need nothing but another host.
 * `measurement_id` is not looked at: the key says whose the events are.
 */
@Controller()
@Allow('collector', 'storefront', 'marketer')
@UseGuards(CollectRateGuard)
export class MeasurementController {
  constructor(private readonly measurement: MeasurementService) {}

  @Post('mp/collect')
  @HttpCode(204)
  @RouteConfig(asGa4Sends)
  @UseFilters(SilentFilter)
  async collect(@CurrentCaller() caller: Caller, @Req() request: FastifyRequest): Promise<void> {
    await this.measurement.collect(caller, await deliveryOf(request));
  }

  @Post('debug/mp/collect')
  @HttpCode(200)
  @RouteConfig(asGa4Sends)
  async validate(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<{ validationMessages: readonly Complaint[] }> {
    return { validationMessages: await this.measurement.validate(caller, await deliveryOf(request)) };
  }
}
