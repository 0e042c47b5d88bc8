import { Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyContextConfig, FastifyReply, FastifyRequest } from 'fastify';
import type { Caller } from '../../../models/caller.js';
import { CollectRate } from '../../events/rate/collect-rate.service.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { bodyOf } from '../../platform/raw-body.js';
import { handoverError } from '../handover.errors.js';
import { AdfIntake, type AdfTaken } from './adf-intake.service.js';
import { LeadFeedback, type FeedbackAnswer } from './feedback.service.js';

/** Senders of ADF often can set nothing but an address, so the key may stand in it. */
const asAdfIsSent: FastifyContextConfig = { rawBody: true, keyIn: ['query writeKey'] };

/** Leads that others hand to us, and what dealers tell of those we gave them. */
@Controller('v1/leads')
export class InboundController {
  constructor(
    private readonly intake: AdfIntake,
    private readonly feedback: LeadFeedback,
    private readonly rate: CollectRate,
  ) {}

  @Post('adf')
  @HttpCode(200)
  @RouteConfig(asAdfIsSent)
  @Allow('collector', 'storefront', 'marketer')
  async adf(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<AdfTaken> {
    // Leads are events, and bounded with them.
    this.rate.count(caller.tenantId, (waitSeconds) => void reply.header('retry-after', String(waitSeconds)));
    const body = await bodyOf(request);
    if (!('bytes' in body))
      throw handoverError('ADF_UNREADABLE', 'The body is JSON; send ADF, which is XML.');
    return this.intake.take(caller, body.bytes);
  }

  @Post('feedback')
  @HttpCode(200)
  @RouteConfig({ rawBody: true } satisfies FastifyContextConfig)
  @Allow('marketer', 'dealer')
  async tell(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
  ): Promise<{ readonly feedback: readonly FeedbackAnswer[] }> {
    const body = await bodyOf(request);
    if (!('json' in body)) throw handoverError('INVALID_LEAD_FEEDBACK', 'The body is not JSON.');
    return this.feedback.take(caller, body.json);
  }
}
