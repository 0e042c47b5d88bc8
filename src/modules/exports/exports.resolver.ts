import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { AudienceExport, AudienceExportConnection, ExportTargetEnum, toAudienceExport } from './exports.graphql.js'; // prettier-ignore
import { ExportsService } from './exports.service.js';

@Resolver()
export class ExportsResolver {
  constructor(private readonly exports: ExportsService) {}

  @Mutation(() => AudienceExport, {
    description: 'Makes a file of the members of a segment who allow AUDIENCE_EXPORT and ADS at this moment, their addresses hashed as a company wants them, or under ids of your own. Errors SEGMENT_NOT_FOUND, AUDIENCE_EXPORT_ARCHIVED, AUDIENCE_EXPORT_FINANCIAL.', // prettier-ignore
  })
  @Allow('marketer')
  async requestAudienceExport(
    @CurrentCaller() caller: Caller,
    @Args('segmentId', { type: () => ID, description: 'The segment.' }) segmentId: string,
    @Args('target', { type: () => ExportTargetEnum, description: 'For whom.' }) target: ExportTarget,
  ): Promise<AudienceExport> {
    return toAudienceExport(await this.exports.request(caller, segmentId, target));
  }

  @Query(() => AudienceExport, { description: 'How far an export is, and how many are in it. Error AUDIENCE_EXPORT_NOT_FOUND.' }) // prettier-ignore
  @Allow('marketer')
  async audienceExport(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the export.' }) id: string,
  ): Promise<AudienceExport> {
    return toAudienceExport(await this.exports.find(caller, id));
  }

  @Query(() => AudienceExportConnection, { description: 'Every audience that was made ready to be handed on, newest first.' }) // prettier-ignore
  @Allow('marketer')
  async audienceExports(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
  ): Promise<Connection<AudienceExport>> {
    const page = pageOf(args);
    const rows = await this.exports.list(caller, page);
    return toConnection(rows.map(toAudienceExport), page, ({ requestedAt, id }) => [requestedAt.toISOString(), id]); // prettier-ignore
  }
}
