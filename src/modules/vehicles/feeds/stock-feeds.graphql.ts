import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import type { StockFeedRemarkEntity } from '../../../models/vehicle/stock-feed-remark.entity.js';
import {
  feedFormats,
  feedHolds,
  feedModes,
  feedStatuses,
  type FeedFormat,
  type FeedHold,
  type FeedMode,
  type FeedStatus,
} from '../../../models/vehicle/stock-feed.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { NotAcceptable } from './stock-feeds.service.js';
import type { UploadOrder } from './stock-uploads.js';

const FeedModeEnum = enumOf(feedModes);
registerEnumType(FeedModeEnum, {
  name: 'StockFeedMode',
  description: 'What a file is of its feed.',
  valuesMap: described<FeedMode>({
    FULL: 'All there is: cars of its dealers that are not in it leave the stock.',
    DELTA: 'What changed: cars that are not in it stay as they are.',
  }),
});
const FeedFormatEnum = enumOf(feedFormats);
registerEnumType(FeedFormatEnum, {
  name: 'StockFeedFormat',
  description: 'Whose format a file has, told by its columns.',
  valuesMap: described<FeedFormat>({
    GOOGLE_VEHICLE_LISTINGS: 'Google vehicle listings.',
    GOOGLE_VEHICLE_ADS: 'Google Vehicle Ads, of Merchant Center.',
    META_VEHICLES: "Meta's vehicle catalogue, and TikTok's.",
    PLAIN: 'None of these: a table with names of its own.',
  }),
});
const FeedStatusEnum = enumOf(feedStatuses);
registerEnumType(FeedStatusEnum, {
  name: 'StockFeedStatus',
  description: 'What became of a file.',
  valuesMap: described<FeedStatus>({
    RUNNING: 'It is being read.',
    DONE: 'It was read to its end; the stock is as it says, but for the rejected rows.',
    HELD_BACK: 'It was read to its end, but takes no car off: `hold` says why. Accept it where it is right.',
    BROKEN_OFF: 'It could not be read to its end: `trouble` says why. What stands before is in the stock.',
  }),
});
const FeedHoldEnum = enumOf(feedHolds);
registerEnumType(FeedHoldEnum, {
  name: 'StockFeedHold',
  description: 'Why a full feed took no car off.',
  valuesMap: described<FeedHold>({
    EMPTY: 'No row of it is a car.',
    UNREADABLE_ROWS: 'It has lines of which it cannot be told which car they are about.',
    TOO_MANY_LEAVING: 'More cars would leave than may.',
    OVERTAKEN: 'A newer full file of the same feed, with cars of its dealers, was begun before its end.',
  }),
});

@ObjectType({ description: 'Something that was wrong in a row of a file.' })
export class StockFeedRemark {
  @Field(() => Int, { description: 'The line it is about; the names of columns are line 1.' }) line!: number;
  @Field(() => Boolean, { description: 'True where the row was not taken; else it is a warning.' })
  isRejected!: boolean;
  @Field(() => String, { description: 'The column it is about; empty where it is the whole row.' })
  column!: string;
  @Field(() => String, { description: 'What kind of value stood there: `empty`, `text of 9 letters`.' })
  valueClass!: string;
  @Field(() => String, { description: 'What is wrong with it.' }) reason!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}
/** A page of a file's report. */
export const StockFeedRemarkConnection = connectionOf(StockFeedRemark, 'StockFeedRemark');

@ObjectType({ description: 'One file of a feed: how far it is, or what came of it. Kept for ninety days.' })
export class StockFeed {
  @Field(() => ID, { description: 'Unique id of this file.' }) id!: string;
  @Field(() => String, { description: 'The feed it is a file of.' }) feed!: string;
  @Field(() => FeedModeEnum, { description: 'What it is of its feed.' }) mode!: FeedMode;
  @Field(() => FeedFormatEnum, { description: 'Whose format it has.' }) format!: FeedFormat;
  @Field(() => String, { description: 'What it is written in: `CSV`, `TSV` or `XML`.' }) shape!: string;
  @Field(() => FeedStatusEnum, { description: 'What became of it.' }) status!: FeedStatus;
  @Field(() => FeedHoldEnum, {
    nullable: true,
    description: 'Why it took no car off; null where nothing held it back.',
  })
  hold!: FeedHold | null;
  @Field(() => String, { nullable: true, description: 'Why it broke off, in words.' }) trouble!:
    string | null;
  @Field(() => Float, { description: 'Share of the file that was read, 0 to 1.' }) share!: number;
  @Field(() => Int, { description: 'Rows read.' }) rows!: number;
  @Field(() => Int, { description: 'Cars that were not known before.' }) added!: number;
  @Field(() => Int, { description: 'Cars of which something changed, or that came back.' }) changed!: number;
  @Field(() => Int, { description: 'Cars that were as it says.' }) unchanged!: number;
  @Field(() => Int, { description: 'Rows not taken.' }) rejected!: number;
  @Field(() => Int, { description: 'Things to look at in rows that were taken.' }) warnings!: number;
  @Field(() => Int, { description: 'Cars it took off.' }) withdrawn!: number;
  @Field(() => Int, { description: 'Cars that were not in it any more, of a full feed.' }) leaving!: number;
  @Field(() => Int, { description: 'Cars on the lots of its dealers when it ended, those included.' })
  held!: number;
  @Field(() => Float, { description: 'Largest share of them it may take off by itself, in percent.' })
  mostLeavingPercent!: number;
  @Field(() => InstantScalar, { description: 'When it began.' }) begunAt!: Date;
  @Field(() => InstantScalar, { description: 'When it last came further.' }) updatedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When somebody accepted what held it back.' })
  acceptedAt!: Date | null;
}
/** A page of files. */
export const StockFeedConnection = connectionOf(StockFeed, 'StockFeed');

@ObjectType({ description: 'The file cannot be accepted; nothing has changed.' })
export class StockFeedNotAcceptable {
  @Field(() => String, { description: 'Why, and what to do.' }) message!: string;
}

/** What accepting a file answers. */
export const AcceptStockFeedResult = createUnionType({
  name: 'AcceptStockFeedResult',
  description: 'The file, its cars taken off; or why it cannot be accepted.',
  types: () => [StockFeed, StockFeedNotAcceptable],
  resolveType: (value: object) => ('message' in value ? StockFeedNotAcceptable : StockFeed),
});

@InputType({ description: 'What a field of the stock is, in a file: a column, or a value for all rows.' })
export class StockFeedFieldInput {
  @Field(() => String, {
    description: 'The field: `mileageMiles`, `condition` …; docs/guides/stock-feeds.md lists them.',
  })
  field!: string;
  @Field(() => String, { description: 'Name of the column, or the value.' }) value!: string;
}

@InputType({ description: 'A file of a feed.' })
export class ImportStockFeedInput {
  @Field(() => String, {
    description:
      'CSV, TSV or XML with at most 5,000 cars. Send longer files, and zipped ones, to POST /v1/stock-feeds.',
  })
  content!: string;
  @Field(() => String, {
    defaultValue: 'stock',
    description: 'Name of the feed: cars belong to the feed that brought them last.',
  })
  feed!: string;
  @Field(() => FeedModeEnum, { defaultValue: 'DELTA', description: 'What the file is of its feed.' })
  mode!: FeedMode;
  @Field(() => Float, {
    defaultValue: 30,
    description:
      'Largest share of the cars of its dealers that a full feed may take off by itself, in percent.',
  })
  mostLeavingPercent!: number;
  @Field(() => String, {
    nullable: true,
    description: 'Code of the dealer of rows that name none; not needed while there is one dealer.',
  })
  dealer?: string | null;
  @Field(() => [StockFeedFieldInput], {
    defaultValue: [],
    description: 'Columns whose names we would not know.',
  })
  columns!: StockFeedFieldInput[];
  @Field(() => [StockFeedFieldInput], {
    defaultValue: [],
    description: 'What holds for rows that do not say it.',
  })
  defaults!: StockFeedFieldInput[];
}

/** Most rows of one request. */
const mostRows = 5_000;

export function toUploadOrder({
  feed,
  mode,
  mostLeavingPercent,
  dealer,
  columns,
  defaults,
}: ImportStockFeedInput): UploadOrder {
  const pairs = (fields: StockFeedFieldInput[]) =>
    Object.fromEntries(fields.map(({ field, value }) => [field, value]));
  return {
    feed,
    mode,
    mostLeavingPercent,
    mostRows,
    dealer: dealer ?? undefined,
    map: pairs(columns),
    defaults: pairs(defaults),
  };
}

export function toStockFeed({ tenantId: _, dealerIds: _dealers, name, ...feed }: StockFeedRecord): StockFeed {
  return { ...feed, feed: name };
}

export function toRemark({
  line,
  severity,
  column,
  valueClass,
  reason,
  remedy,
}: StockFeedRemarkEntity): StockFeedRemark {
  return { line, isRejected: severity === 'reject', column, valueClass, reason, remedy };
}

const notAcceptable: Record<NotAcceptable, string> = {
  NOT_HELD_BACK: 'Nothing holds this file back.',
  OVERTAKEN: 'A newer full file of the same feed and dealers was begun since; look at that one.',
};

export function toAcceptResult(outcome: StockFeedRecord | NotAcceptable): StockFeed | StockFeedNotAcceptable {
  return typeof outcome === 'string' ? { message: notAcceptable[outcome] } : toStockFeed(outcome);
}
