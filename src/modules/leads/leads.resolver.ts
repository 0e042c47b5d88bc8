import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { LeadStatus } from '../../models/lead/lead-status.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { LeadGradeName } from '../inference/grade.graphql.js';
import { InvalidLead, Lead, LeadConnection, LeadStatusName, SubmitLeadInput, SubmitLeadOutcome, toLead, toTaken } from './leads.graphql.js'; // prettier-ignore
import { LeadsService } from './leads.service.js';
import { toNewLead } from './to-new-lead.js';

@Resolver()
export class LeadsResolver {
  constructor(private readonly leadRoom: LeadsService) {}

  @Mutation(() => SubmitLeadOutcome, {
    description:
      'Takes a lead and scores it; a further hand of one person and interest joins their open lead. Durable before the answer; safe to send again with the same key.',
  })
  @Allow('storefront', 'marketer')
  async submitLead(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => SubmitLeadInput, description: 'The lead.' }) input: SubmitLeadInput,
  ): Promise<Lead | InvalidLead> {
    const outcome = await this.leadRoom.submit(caller, toNewLead(input));
    if ('problems' in outcome) return outcome;
    const { lead, hand, folded } = outcome;
    return caller.role === 'storefront' ? toTaken(lead, hand, folded) : toLead(lead, folded);
  }

  @Query(() => Lead, { nullable: true, description: 'One of your leads; null when there is none.' })
  @Allow('marketer', 'dealer')
  async lead(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the lead.' }) id: string,
  ): Promise<Lead | null> {
    const lead = await this.leadRoom.find(caller, id);
    return lead && toLead(lead);
  }

  @Query(() => LeadConnection, { description: 'Your leads, newest first. Those that another stands for are listed only by their status `FOLDED`.' }) // prettier-ignore
  @Allow('marketer', 'dealer')
  async leads(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('grade', { type: () => LeadGradeName, nullable: true, description: 'Of this grade only.' }) grade: LeadGrade | null, // prettier-ignore
    @Args('profileId', { type: () => ID, nullable: true, description: 'Of the person behind this profile now, under all of their ids.' }) profileId: string | null, // prettier-ignore
    @Args('status', { type: () => LeadStatusName, nullable: true, description: 'In this state only.' }) status: LeadStatus | null, // prettier-ignore
    @Args('dealerId', { type: () => ID, nullable: true, description: 'Of this dealer only.' }) dealerId: string | null, // prettier-ignore
    @Args('openOnly', { type: () => Boolean, defaultValue: false, description: 'Only those about which somebody still has to do something.' }) openOnly: boolean, // prettier-ignore
  ): Promise<Connection<Lead>> {
    const page = pageOf(args);
    const filter = { grade: grade ?? null, profileId: profileId ?? null, status: status ?? null, dealerId: dealerId ?? null, openOnly }; // prettier-ignore
    const rows = await this.leadRoom.list(caller, filter, page);
    return toConnection(rows.map((lead) => toLead(lead)), page, ({ createdAt, id }) => [createdAt.toISOString(), id]); // prettier-ignore
  }
}
