import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { EventTally, IdentityInput, PersonEvent, PersonEventConnection, PersonProfile, RejectedEvent, RejectedEventConnection, toEventTally, toPersonEvent, toPersonProfile, toRejectedEvent } from './events.graphql.js'; // prettier-ignore
import { ReportsService } from './reports.service.js';

@Resolver(() => PersonProfile)
export class EventsResolver {
  constructor(private readonly reports: ReportsService) {}

  @Query(() => PersonProfile, { nullable: true, description: 'One person, by exactly one of their ids; null when nobody is known by it.' }) // prettier-ignore
  @Allow('marketer')
  async profile(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, nullable: true, description: 'Id of the profile.' }) id: string | null,
    @Args('anonymousId', { type: () => String, nullable: true, description: 'Id of a browser or device.' }) anonymousId: string | null, // prettier-ignore
    @Args('userId', { type: () => String, nullable: true, description: 'Your own customer id.' }) userId: string | null, // prettier-ignore
    @Args('identity', { type: () => IdentityInput, nullable: true, description: 'Any id of theirs.' }) identity: IdentityInput | null, // prettier-ignore
  ): Promise<PersonProfile | null> {
    const profile = await this.reports.profile(caller, { id, anonymousId, userId, identity });
    return profile && toPersonProfile(profile);
  }

  @ResolveField(() => PersonEventConnection, { description: 'What they did, newest first.' })
  @Allow('marketer')
  async events(
    @CurrentCaller() caller: Caller,
    @Parent() profile: PersonProfile,
    @Args() args: PageArgs,
  ): Promise<Connection<PersonEvent>> {
    const page = pageOf(args);
    const entries = await this.reports.eventsOf(caller, profile.id, page);
    const seqOf = new Map(entries.map((entry) => [`${entry.xid}-${entry.seq}`, String(entry.seq)]));
    return toConnection(entries.map(toPersonEvent), page, ({ occurredAt, id }) => [
      occurredAt.toISOString(),
      seqOf.get(id) ?? '',
    ]);
  }

  @Query(() => [EventTally], {
    description: 'How often each kind of event arrived, most frequent first; at most 1,000 kinds.',
    complexity: costing(1_000),
  })
  @Allow('marketer')
  async eventCounts(
    @CurrentCaller() caller: Caller,
    @Args('since', { type: () => InstantScalar, description: 'Count what arrived from then on.' }) since: Date, // prettier-ignore
  ): Promise<EventTally[]> {
    return (await this.reports.eventCounts(caller, since)).map(toEventTally);
  }

  @Query(() => RejectedEventConnection, { description: 'What was sent and could not be understood, newest first.' }) // prettier-ignore
  @Allow('marketer')
  async rejectedEvents(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
  ): Promise<Connection<RejectedEvent>> {
    const page = pageOf(args);
    const rows = await this.reports.rejectedEvents(caller, page);
    return toConnection(rows.map(toRejectedEvent), page, ({ receivedAt, id }) => [
      receivedAt.toISOString(),
      id,
    ]);
  }
}
