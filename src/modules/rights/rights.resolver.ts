import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { RightsKind } from '../../models/rights/rights-request.entity.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { Rectification } from './rectification.js';
import { FactInput, PersonInput, RectifiedPerson, RectifyPersonResult, RightsRequest, RightsRequestConnection, RightsRequestResult, toFact, toMention, toRightsRequest, unknownPerson } from './rights.graphql.js'; // prettier-ignore
import { RightsService } from './rights.service.js';

const person = { type: () => PersonInput, description: 'Who asks.' };

@Resolver()
export class RightsResolver {
  constructor(
    private readonly rights: RightsService,
    private readonly rectification: Rectification,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => RightsRequestResult, {
    description: 'Makes a document of everything kept of a person: ids, facts, events, consent, audiences and why, scores and why, offers they were shown and why, to whom they were handed on.', // prettier-ignore
  })
  @Allow()
  requestAccess(
    @CurrentCaller() caller: Caller,
    @Args('person', person) who: PersonInput,
  ): Promise<typeof RightsRequestResult> {
    return this.request(caller, 'ACCESS', who);
  }

  @Mutation(() => RightsRequestResult, {
    description:
      'Makes a document of what a person gave and did, for them to take elsewhere; what was inferred is not in it.',
  })
  @Allow()
  requestPortability(
    @CurrentCaller() caller: Caller,
    @Args('person', person) who: PersonInput,
  ): Promise<typeof RightsRequestResult> {
    return this.request(caller, 'PORTABILITY', who);
  }

  @Mutation(() => RightsRequestResult, {
    description: 'Erases a person for good, everywhere, with a receipt. Cannot be undone. Events of theirs that happened before and arrive later are refused.', // prettier-ignore
  })
  @Allow()
  requestErasure(
    @CurrentCaller() caller: Caller,
    @Args('person', person) who: PersonInput,
  ): Promise<typeof RightsRequestResult> {
    return this.request(caller, 'ERASURE', who);
  }

  @Mutation(() => RectifyPersonResult, {
    description: 'Puts right what is told of a person; it stands against anything older that arrives later. Error RECTIFICATION.', // prettier-ignore
  })
  @Allow('marketer')
  async rectifyPerson(
    @CurrentCaller() caller: Caller,
    @Args('person', person) who: PersonInput,
    @Args('facts', { type: () => [FactInput], description: 'Each once, 1 to 100.' }) facts: FactInput[],
  ): Promise<typeof RectifyPersonResult> {
    const profile = await this.rectification.rectify(caller, toMention(who), facts.map(toFact));
    return profile ? Object.assign(new RectifiedPerson(), { profileId: profile.id }) : unknownPerson();
  }

  @Query(() => RightsRequest, { description: 'How far a request is, and its receipt. Error RIGHTS_REQUEST_NOT_FOUND.' }) // prettier-ignore
  @Allow()
  async rightsRequest(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the request.' }) id: string,
  ): Promise<RightsRequest> {
    return toRightsRequest(await this.rights.find(caller, id), this.clock.now());
  }

  @Query(() => RightsRequestConnection, { description: 'What people asked, newest first.' })
  @Allow()
  async rightsRequests(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
  ): Promise<Connection<RightsRequest>> {
    const page = pageOf(args);
    const rows = await this.rights.list(caller, page);
    const now = this.clock.now();
    return toConnection(rows.map((row) => toRightsRequest(row, now)), page, ({ requestedAt, id }) => [requestedAt.toISOString(), id]); // prettier-ignore
  }

  private async request(caller: Caller, kind: RightsKind, who: PersonInput) {
    const request = await this.rights.request(caller, kind, toMention(who));
    return request ? toRightsRequest(request, this.clock.now()) : unknownPerson();
  }
}
