import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller, demandRole } from '../../platform/access.js';
import { Lead } from '../leads.graphql.js';
import { LeadResponse } from '../response/lead-response.js';
import { LeadSettings } from '../response/lead-settings.js';
import { InvalidLeadSettings, LeadEscalation, LeadRoute, LeadSettingsInput, LeadSettingsList, LeadSettingsType, RerouteLeadOutcome, SetLeadSettingsOutcome, toEscalation, toLeadSettings, toRerouteAnswer, toRoute, toSettingsAnswer, type RerouteAnswer } from './lead-routing.graphql.js'; // prettier-ignore
import { LeadRouting } from './lead-routing.js';

/** A lead is routed a few times at most. */
const usual = 5;

@Resolver(() => Lead)
export class LeadRoutingResolver {
  constructor(
    private readonly leadRouting: LeadRouting,
    private readonly response: LeadResponse,
    private readonly settings: LeadSettings,
  ) {}

  @Mutation(() => RerouteLeadOutcome, {
    description: 'Gives a lead to the next dealer, passing over everyone who had it.',
  })
  @Allow('marketer')
  async rerouteLead(
    @CurrentCaller() caller: Caller,
    @Args('leadId', { type: () => ID, description: 'The lead.' }) leadId: string,
  ): Promise<RerouteAnswer> {
    return toRerouteAnswer(await this.leadRouting.reroute(caller, leadId, 'ASKED'));
  }

  @Mutation(() => SetLeadSettingsOutcome, {
    description: 'Sets how soon dealers are to answer leads, by their opening hours; for leads routed from now on.', // prettier-ignore
  })
  @Allow('marketer')
  async setLeadSettings(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => LeadSettingsInput, description: 'The settings.' }) input: LeadSettingsInput,
  ): Promise<LeadSettingsList | InvalidLeadSettings> {
    const { dealerId = null, responseMinutes = null, rerouteMinutes = null } = input;
    return toSettingsAnswer(await this.settings.set(caller, { dealerId, responseMinutes, rerouteMinutes }));
  }

  @Query(() => [LeadSettingsType], { description: 'How soon your dealers are to answer leads.' })
  @Allow('marketer')
  async leadSettings(@CurrentCaller() caller: Caller): Promise<LeadSettingsType[]> {
    return (await this.settings.list(caller)).map(toLeadSettings);
  }

  @ResolveField(() => [LeadRoute], {
    description: 'Which dealers it was given to and why, the newest choice first.',
    complexity: ({ childComplexity }) => usual * Math.max(childComplexity, 1),
  })
  async routing(@CurrentCaller() caller: Caller, @Parent() { id }: Lead): Promise<LeadRoute[]> {
    demandRole(caller, 'marketer');
    return (await this.leadRouting.routes(caller, id)).map(toRoute);
  }

  @ResolveField(() => [LeadEscalation], {
    description: 'When nobody answered it in time, the first first.',
    complexity: ({ childComplexity }) => usual * Math.max(childComplexity, 1),
  })
  async escalations(@CurrentCaller() caller: Caller, @Parent() { id }: Lead): Promise<LeadEscalation[]> {
    demandRole(caller, 'marketer');
    return (await this.response.escalations(caller, id)).map(toEscalation);
  }
}
