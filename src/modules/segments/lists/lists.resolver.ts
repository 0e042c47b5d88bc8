import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { ListEditor } from './list-editor.service.js';
import {
  AudienceList,
  AudienceListConnection,
  AudienceListResult,
  AudienceListsArgs,
  toList,
  toListResult,
} from './lists.graphql.js';
import { ListsService } from './lists.service.js';

@Resolver(() => AudienceList)
export class ListsResolver {
  constructor(
    private readonly service: ListsService,
    private readonly editor: ListEditor,
  ) {}

  @Query(() => AudienceList, { description: 'One uploaded list.' })
  @Allow('marketer')
  async audienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the list.' }) id: string,
  ): Promise<AudienceList> {
    return toList(await this.service.find(caller, id));
  }

  @Query(() => AudienceListConnection, { description: "The tenant's uploaded lists, newest first." })
  @Allow('marketer')
  async audienceLists(
    @CurrentCaller() caller: Caller,
    @Args() args: AudienceListsArgs,
  ): Promise<Connection<AudienceList>> {
    const page = pageOf(args);
    const rows = await this.service.list(caller, page, args.includeArchived);
    return toConnection(rows.map(toList), page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Mutation(() => AudienceListResult, { description: 'Makes a list, empty at first.' })
  @Allow('marketer')
  async createAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('name', { type: () => String, description: 'What it is called, up to 120 characters; by no other list.' })
    name: string,
  ): Promise<typeof AudienceListResult> {
    return toListResult(await this.editor.create(caller, name));
  } // prettier-ignore

  @Mutation(() => AudienceListResult, { description: 'Calls a list something else.' })
  @Allow('marketer')
  async renameAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the list.' }) id: string,
    @Args('name', { type: () => String, description: 'Its new name.' }) name: string,
  ): Promise<typeof AudienceListResult> {
    return toListResult(await this.editor.rename(caller, id, name));
  }

  @Mutation(() => AudienceList, {
    description:
      'Ends a list: who stood on it is forgotten, its name stays. Refused while the rule of an active segment asks for it. Errors AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_REFERRED.',
  })
  @Allow('marketer')
  async archiveAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the list.' }) id: string,
  ): Promise<AudienceList> {
    return toList(await this.editor.archive(caller, id));
  }

  @ResolveField(() => Int, { description: 'How many ids stand on it.', complexity: 5 })
  size(@CurrentCaller() caller: Caller, @Parent() { id }: AudienceList): Promise<number> {
    return this.service.size(caller, id);
  }

  @ResolveField(() => Int, {
    description: 'How many of these ids lead to somebody now. Looks each of them up.',
    complexity: 200,
  })
  known(@CurrentCaller() caller: Caller, @Parent() { id }: AudienceList): Promise<number> {
    return this.service.countKnown(caller, id);
  }
}
