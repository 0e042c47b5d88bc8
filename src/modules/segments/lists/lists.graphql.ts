import {
  ArgsType,
  createUnionType,
  Field,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { AudienceListEntity } from '../../../models/segment/audience-list.entity.js';
import { ImportColumnInput, RejectedRow } from '../../events/offline/import.graphql.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { connectionOf, PageArgs } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { RuleProblem } from '../validate.js';
import type { ListOutcome } from './list-editor.service.js';
import type { ListImportProgress } from './list-import.service.js';
import { listChanges, type ListChange, type ListChangeOutcome } from './people-on-lists.service.js';

/** What a file does to a list, for GraphQL. */
export const ListChangeEnum = enumOf(listChanges);
registerEnumType(ListChangeEnum, {
  name: 'AudienceListChangeKind',
  description: 'What is to become of a list by the people in a file.',
  valuesMap: described<ListChange>({
    ADD: 'They come onto it.',
    REMOVE: 'They go off it.',
    REPLACE: 'They are all that stand on it.',
  }),
});

@ObjectType({
  description:
    'A list of people that you uploaded, for rules to ask for with `listed`. Kept by ids, hashed: somebody who becomes known by one later is on it then.',
})
export class AudienceList {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'What marketers call it.' }) name!: string;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When something was last said of it.' }) updatedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'Since when it is archived, and empty.' })
  archivedAt!: Date | null;
}

/** A page of lists. */
export const AudienceListConnection = connectionOf(AudienceList, 'AudienceList');

/** Which lists to list. */
@ArgsType()
export class AudienceListsArgs extends PageArgs {
  @Field(() => Boolean, { defaultValue: false, description: 'Also those that were ended.' })
  includeArchived!: boolean;
}

@InputType({ isOneOf: true, description: 'Somebody who is to stand on a list, by exactly one id.' })
export class ListedPersonInput {
  @Field(() => String, { nullable: true, description: 'Your own customer id.' }) userId?: string;
  @Field(() => String, { nullable: true, description: 'E-mail address. It means whom it is verified of.' })
  email?: string;
  @Field(() => String, {
    nullable: true,
    description: 'Telephone number with its country. It means whom it is verified of.',
  })
  phone?: string;
  @Field(() => String, { nullable: true, description: 'Number in a loyalty programme.' }) loyaltyId?: string;
  @Field(() => String, { nullable: true, description: "Number in a dealer's customer file." }) crmId?: string;
  @Field(() => ID, {
    nullable: true,
    description: 'Id of their profile: they stand on the list by the surest id that leads to it now.',
  })
  profileId?: string;
}

@ObjectType('AudienceListProblem', { description: 'One thing wrong with what was said of a list.' })
export class AudienceListProblem {
  @Field(() => String, { description: 'Where: `name`, `people[3].phone`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong there.' }) message!: string;
  @Field(() => String, { description: 'How to mend it.' }) remedy!: string;
}

@ObjectType({ description: 'What was said cannot be used as it is. Nothing was changed.' })
export class InvalidAudienceList {
  @Field(() => [AudienceListProblem], { description: 'Everything wrong with it.' })
  problems!: readonly RuleProblem[];
}

@ObjectType({ description: 'What came of people being put on a list or taken off. Whoever it touches is evaluated at once.' }) // prettier-ignore
export class AudienceListChange {
  @Field(() => AudienceList, { description: 'The list.' }) list!: AudienceList;
  @Field(() => Int, { description: 'Ids that are new on it.' }) added!: number;
  @Field(() => Int, { description: 'Ids that stood on it before.' }) unchanged!: number;
  @Field(() => Int, {
    description:
      'Ids that are gone from it. Whoever is taken off is off under every id that leads to them now.',
  })
  removed!: number;
  @Field(() => Int, { description: 'Ids of people who were erased meanwhile, and were not put on it.' })
  withheld!: number;
}

@ObjectType({ description: 'What came of a file.' })
export class AudienceListImport extends AudienceListChange {
  @Field(() => Int, { description: 'Rows read.' }) rows!: number;
  @Field(() => [RejectedRow], { description: 'Rows that name nobody, in their order.' })
  rejected!: RejectedRow[];
}

@InputType({ description: 'A table of people, for a list.' })
export class ImportAudienceListInput {
  @Field(() => ID, { description: 'Id of the list.' }) id!: string;
  @Field(() => ListChangeEnum, { defaultValue: 'ADD', description: 'What is to become of it.' })
  change!: ListChange;
  @Field(() => String, {
    description:
      'CSV with a line of column names (`userId`, `email`, `phone`, `loyaltyId`, `crmId`, `profileId`), cut by comma, semicolon or tab; at most 5,000 rows. Each id of a row is an entry of its own.',
  })
  csv!: string;
  @Field(() => [ImportColumnInput], { defaultValue: [], description: 'Columns whose names we would not know.' }) // prettier-ignore
  columns!: ImportColumnInput[];
}

/** What making or renaming a list answers. */
export const AudienceListResult = createUnionType({
  name: 'AudienceListResult',
  description: 'The list, or what is wrong with its name.',
  types: () => [AudienceList, InvalidAudienceList],
  resolveType: (value: object) => ('problems' in value ? InvalidAudienceList : AudienceList),
});

/** What putting people on a list, or taking them off, answers. */
export const AudienceListChangeResult = createUnionType({
  name: 'AudienceListChangeResult',
  description: 'What came of it, or what is wrong with the people named; then nothing was changed.',
  types: () => [AudienceListChange, InvalidAudienceList],
  resolveType: (value: object) => ('problems' in value ? InvalidAudienceList : AudienceListChange),
});

export function toList({ id, name, createdAt, updatedAt, archivedAt }: AudienceListEntity): AudienceList {
  return { id, name, createdAt, updatedAt, archivedAt };
}

export function toListResult(outcome: ListOutcome): AudienceList | InvalidAudienceList {
  return 'problems' in outcome ? { problems: outcome.problems } : toList(outcome.list);
}

export function toChangeResult(outcome: ListChangeOutcome): AudienceListChange | InvalidAudienceList {
  if ('problems' in outcome) return { problems: outcome.problems };
  return { list: toList(outcome.list), ...outcome.tally };
}

export function toListImport(
  { list, total }: { readonly list: AudienceListEntity; readonly total: ListImportProgress },
  remarks: readonly ImportRemark[],
): AudienceListImport {
  const { rows, added, unchanged, removed, withheld } = total;
  const rejected = remarks.filter(({ severity }) => severity === 'reject').map(({ severity: _, ...row }) => row); // prettier-ignore
  return { list: toList(list), rows, added, unchanged, removed, withheld, rejected };
}
