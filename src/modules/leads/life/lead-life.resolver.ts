import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller, demandRole } from '../../platform/access.js';
import { Lead } from '../leads.graphql.js';
import { LeadsService } from '../leads.service.js';
import { LeadHand, LeadMove, MoveLeadInput, MoveLeadOutcome, toHand, toMove, toMoveAnswer, type MoveLeadAnswer } from './lead-life.graphql.js'; // prettier-ignore
import { LeadLife } from './lead-life.service.js';
import { LeadReports } from './lead-reports.js';

/** Lists of a lead are short: a handful of moves and hands. */
const usual = 10;

@Resolver(() => Lead)
export class LeadLifeResolver {
  constructor(
    private readonly life: LeadLife,
    private readonly reports: LeadReports,
    private readonly leadRoom: LeadsService,
  ) {}

  @Mutation(() => MoveLeadOutcome, {
    description: 'Tells what became of a lead. Durable before the answer; safe to send again with the same key.', // prettier-ignore
  })
  @Allow('marketer', 'dealer')
  async moveLead(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => MoveLeadInput, description: 'The move.' }) input: MoveLeadInput,
  ): Promise<MoveLeadAnswer> {
    return toMoveAnswer(await this.reports.report(caller, input));
  }

  @ResolveField(() => [LeadMove], {
    description: 'How it got where it stands, the first move first.',
    complexity: ({ childComplexity }) => usual * Math.max(childComplexity, 1),
  })
  async moves(@CurrentCaller() caller: Caller, @Parent() { id }: Lead): Promise<LeadMove[]> {
    demandRole(caller, 'marketer');
    return (await this.life.moves(caller, id)).map(toMove);
  }

  @ResolveField(() => [LeadHand], {
    description: 'Every hand raised for it, the newest first, at most 100; those of leads it stands for among them.', // prettier-ignore
    complexity: ({ childComplexity }) => usual * Math.max(childComplexity, 1),
  })
  async hands(@CurrentCaller() caller: Caller, @Parent() { id }: Lead): Promise<LeadHand[]> {
    demandRole(caller, 'marketer');
    return (await this.leadRoom.hands(caller, id)).map(toHand);
  }
}
