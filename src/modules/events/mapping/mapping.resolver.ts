import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { EventMapping, EventMappingInput, EventMappingResult, toEventMapping, type InvalidEventMapping } from './mapping.graphql.js'; // prettier-ignore
import { MappingsService } from './mappings.service.js';

@Resolver()
export class MappingResolver {
  constructor(private readonly mappings: MappingsService) {}

  @Query(() => [EventMapping], {
    description: 'What you mean by names of your own, by name; at most 1,000.',
    complexity: costing(100),
  })
  @Allow('marketer')
  async eventMappings(@CurrentCaller() caller: Caller): Promise<EventMapping[]> {
    return (await this.mappings.list(caller)).map(toEventMapping);
  }

  @Mutation(() => EventMappingResult, {
    description:
      'Says what you mean by a name of your own. Events that arrive from now on follow it; rejected ones once you replay them. What is in the log stays as it is.',
  })
  @Allow('marketer')
  async setEventMapping(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => EventMappingInput, description: 'The mapping.' })
    { name = null, type = null, properties }: EventMappingInput,
  ): Promise<EventMapping | InvalidEventMapping> {
    const outcome = await this.mappings.set(caller, { name, type, properties });
    return 'problems' in outcome ? outcome : toEventMapping(outcome);
  }

  @Mutation(() => EventMapping, { nullable: true, description: 'Takes a mapping back, and answers what it was; null where there is none of that name.' }) // prettier-ignore
  @Allow('marketer')
  async removeEventMapping(
    @CurrentCaller() caller: Caller,
    @Args('name', { type: () => String, nullable: true, description: 'Your name of the event, in any spelling; left out: the mapping for every event.' }) name: string | null, // prettier-ignore
  ): Promise<EventMapping | null> {
    const mapping = await this.mappings.remove(caller, name);
    return mapping && toEventMapping(mapping);
  }
}
