import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { GraphQLError, GraphQLScalarType } from 'graphql';
import { campaignDeeds, type CampaignDeed } from '../../../models/campaign/campaign-version.entity.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';

/** Part of a campaign on its way out: whatever JSON it is. */
export const CampaignDataScalar = new GraphQLScalarType<unknown, unknown>({
  name: 'CampaignData',
  description: 'Part of a campaign as JSON: text, number, list or object. Amounts are millionths of a major unit.',
  serialize: (value) => value,
  parseValue: () => {
    throw new GraphQLError('Campaigns come in as inputs of their own.');
  },
}); // prettier-ignore

/** Deeds under their GraphQL spelling. */
export const CampaignDeedEnum = enumOf(campaignDeeds);
registerEnumType(CampaignDeedEnum, {
  name: 'CampaignDeed',
  description: 'What was done to a campaign.',
  valuesMap: described<CampaignDeed>({
    KEPT: 'Nothing: how it stood before versions were kept.',
    CREATED: 'It was made.',
    DUPLICATED: 'It was made as a copy of another.',
    CHANGED: 'It was changed, at once.',
    PROPOSED: 'A change was proposed; what is shown stays as it is until that is approved.',
    WITHDRAWN: 'What was handed in was taken back, and what was proposed dropped.',
    RESTORED: 'It says again what it said at an earlier version.',
    SUBMITTED: 'It was handed in for approval.',
    APPROVED: 'It was approved; what was proposed is shown from here on.',
    SENT_BACK: 'It was sent back with a reason.',
    LAUNCHED: 'It went live.',
    PAUSED: 'It was held back.',
    RESUMED: 'It went live again.',
    ENDED: 'It was ended.',
    ARCHIVED: 'It was put away.',
  }),
});

@ObjectType({ description: 'One thing about a campaign that is not as it was.' })
export class CampaignChange {
  @Field(() => String, { description: 'Which: `terms.budget`, `creatives.<id>.headline`.' }) path!: string;
  @Field(() => String, { description: 'It in words: `Bid: none, now 0.35 GBP a click.`' }) words!: string;
  @Field(() => CampaignDataScalar, { nullable: true, description: 'As it was; null: nothing.' })
  before!: unknown;
  @Field(() => CampaignDataScalar, { nullable: true, description: 'As it is then; null: nothing.' })
  after!: unknown;
}

@ObjectType({ description: 'What was done to a campaign, by whom, and what it changed.' })
export class CampaignVersion {
  @Field(() => Int, { description: 'Its number; 1 is the first.' }) version!: number;
  @Field(() => CampaignDeedEnum, { description: 'What was done.' }) deed!: CampaignDeed;
  @Field(() => String, {
    nullable: true,
    description: 'Why it was sent back, which version was restored, which campaign copied.',
  })
  note!: string | null;
  @Field(() => InstantScalar, { description: 'When.' }) doneAt!: Date;
  @Field(() => ID, {
    nullable: true,
    description: 'Public id of the key that did it; null of what was there before versions were kept.',
  })
  doneBy!: string | null;
  @Field(() => [CampaignChange], { description: 'What it changed of the version before.' })
  changes!: CampaignChange[];
}

/** A page of a campaign's versions. */
export const CampaignVersionConnection = connectionOf(CampaignVersion, 'CampaignVersion');

/** A version as it is kept, and what it changed. */
export interface VersionTold {
  readonly version: Omit<CampaignVersion, 'changes'>;
  readonly changes: readonly CampaignChange[];
}

export function toCampaignVersion({ version: row, changes }: VersionTold): CampaignVersion {
  const { version, deed, note, doneAt, doneBy } = row;
  return { version, deed, note, doneAt, doneBy, changes: [...changes] };
}
