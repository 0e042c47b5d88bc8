import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { EventReplay, ReplayFilterInput, ReplayOutcome, toEventReplay, toReplayFilter, toReplayOutcome, type NothingToReplay } from './replay.graphql.js'; // prettier-ignore
import { ReplayService } from './replay.service.js';

@Resolver()
export class ReplayResolver {
  constructor(private readonly replays: ReplayService) {}

  @Mutation(() => ReplayOutcome, {
    description:
      'Understands rejected events anew, with the mappings of now: a job. What is understood is recorded as if it had been from the first, under its own message id and time; what is not stays, with the reason of today. Error INVALID_REPLAY.',
  })
  @Allow('marketer')
  async replayRejectedEvents(
    @CurrentCaller() caller: Caller,
    @Args('filter', { type: () => ReplayFilterInput, nullable: true, description: 'Which ones; all when left out.' }) // prettier-ignore
    filter: ReplayFilterInput | null,
  ): Promise<EventReplay | NothingToReplay> {
    return toReplayOutcome(await this.replays.begin(caller, toReplayFilter(filter ?? {})));
  }

  @Query(() => EventReplay, { nullable: true, description: 'How far a replay is; null when there is none.' })
  @Allow('marketer')
  async eventReplay(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the replay.' }) id: string,
  ): Promise<EventReplay | null> {
    const replay = await this.replays.find(caller, id);
    return replay && toEventReplay(replay);
  }
}
