import { Args, ID, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { AcceptStockFeedResult, ImportStockFeedInput, StockFeed, StockFeedConnection, StockFeedRemark, StockFeedRemarkConnection, toAcceptResult, toRemark, toStockFeed, toUploadOrder } from './stock-feeds.graphql.js'; // prettier-ignore
import { StockFeedsService } from './stock-feeds.service.js';
import { StockUploads } from './stock-uploads.js';

@Resolver(() => StockFeed)
export class StockFeedsResolver {
  constructor(
    private readonly feeds: StockFeedsService,
    private readonly uploads: StockUploads,
  ) {}

  @Query(() => StockFeed, { description: 'One file of a feed. Error STOCK_FEED_NOT_FOUND.' })
  @Allow('marketer')
  async stockFeed(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the file.' }) id: string,
  ): Promise<StockFeed> {
    return toStockFeed(await this.feeds.find(caller, id));
  }

  @Query(() => StockFeedConnection, { description: 'Files of your feeds, newest first.' })
  @Allow('marketer')
  async stockFeeds(@CurrentCaller() caller: Caller, @Args() args: PageArgs): Promise<Connection<StockFeed>> {
    const page = pageOf(args);
    const rows = await this.feeds.list(caller, page);
    return toConnection(rows.map(toStockFeed), page, ({ begunAt, id }) => [begunAt.toISOString(), id]);
  }

  @ResolveField(() => StockFeedRemarkConnection, { description: 'What was said of its rows, the first 10,000 of them.' }) // prettier-ignore
  async remarks(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: StockFeed,
    @Args() args: PageArgs,
  ): Promise<Connection<StockFeedRemark>> {
    const page = pageOf(args);
    const rows = await this.feeds.remarks(caller, id, page);
    const { edges, pageInfo } = toConnection(rows, page, ({ number }) => [String(number)]);
    return { edges: edges.map(({ node, cursor }) => ({ node: toRemark(node), cursor })), pageInfo };
  }

  @Mutation(() => StockFeed, {
    description:
      'Brings a file of a feed into the stock. Rows that cannot be taken are told line by line, the others are taken. The same file again changes nothing. A full feed that looks wrong takes no car off: its `status` is HELD_BACK. Error IMPORT_IMPOSSIBLE.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async importStockFeed(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => ImportStockFeedInput, description: 'The file.' })
    input: ImportStockFeedInput,
  ): Promise<StockFeed> {
    return toStockFeed(await this.uploads.importText(caller, input.content, toUploadOrder(input)));
  }

  @Mutation(() => AcceptStockFeedResult, {
    description:
      'Lets a full feed that was held back take off the cars that are not in it, but those sold, changed or moved to another feed since it was begun. Error STOCK_FEED_NOT_FOUND.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async acceptStockFeed(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the file.' }) id: string,
  ): Promise<typeof AcceptStockFeedResult> {
    return toAcceptResult(await this.feeds.accept(caller, id));
  }
}
