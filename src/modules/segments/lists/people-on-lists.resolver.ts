import { Args, ID, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { ListImportService } from './list-import.service.js';
import {
  AudienceListChangeResult,
  AudienceListImport,
  ImportAudienceListInput,
  ListedPersonInput,
  toChangeResult,
  toListImport,
} from './lists.graphql.js';
import { mostPeople, PeopleOnLists } from './people-on-lists.service.js';

const people = { type: () => [ListedPersonInput], description: 'Who, each by one id; at most 5,000.' };
const list = { type: () => ID, description: 'Id of the list.' };

@Resolver()
export class PeopleOnListsResolver {
  constructor(
    private readonly service: PeopleOnLists,
    private readonly imports: ListImportService,
  ) {}

  @Mutation(() => AudienceListChangeResult, {
    description:
      'Puts people on a list. Somebody nobody knows yet is on it once they are known by that id. Errors AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async addToAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', list) id: string,
    @Args('people', people) named: ListedPersonInput[],
  ): Promise<typeof AudienceListChangeResult> {
    return toChangeResult(await this.service.change(caller, id, 'ADD', named));
  }

  @Mutation(() => AudienceListChangeResult, {
    description:
      'Takes people off a list, under whichever id of theirs they stand on it. Errors AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async removeFromAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', list) id: string,
    @Args('people', people) named: ListedPersonInput[],
  ): Promise<typeof AudienceListChangeResult> {
    return toChangeResult(await this.service.change(caller, id, 'REMOVE', named));
  }

  @Mutation(() => AudienceListChangeResult, {
    description:
      'Puts these people on a list in the place of whoever stands on it. Errors AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async replaceAudienceList(
    @CurrentCaller() caller: Caller,
    @Args('id', list) id: string,
    @Args('people', people) named: ListedPersonInput[],
  ): Promise<typeof AudienceListChangeResult> {
    return toChangeResult(await this.service.change(caller, id, 'REPLACE', named));
  }

  @Mutation(() => AudienceListImport, {
    description:
      'Puts the people of a table on a list, or takes them off. Rows that name nobody are told line by line, the others are taken. The same table again changes nothing. Errors IMPORT_IMPOSSIBLE, AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async importAudienceList(
    @CurrentCaller() { tenantId }: Caller,
    @Args('input', { type: () => ImportAudienceListInput, description: 'The table.' })
    { id, change, csv, columns }: ImportAudienceListInput,
  ): Promise<AudienceListImport> {
    const remarks: ImportRemark[] = [];
    const onRemark = (remark: ImportRemark) => void remarks.push(remark);
    const mapped = Object.fromEntries(columns.map(({ field, column }) => [field, column]));
    const wanted = { tenantId, listId: id, change, columns: mapped };
    return toListImport(await this.imports.importText(wanted, csv, mostPeople, { onRemark }), remarks);
  }
}
