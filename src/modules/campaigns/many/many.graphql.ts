import { createUnionType, Field, ID, InputType, ObjectType } from '@nestjs/graphql';
import type { CampaignStatus } from '../../../models/campaign/campaign.entity.js';
import { shown } from '../../platform/shown.js';
import { Campaign, CampaignStatusName, InvalidCampaign, toCampaign } from '../campaigns.graphql.js';
import type { CampaignFilter } from '../campaigns.repository.js';
import type { BulkEdit } from './bulk-edits.service.js';

@InputType({ description: 'Which campaigns: all that is named has to fit.' })
export class CampaignFilterInput {
  @Field(() => CampaignStatusName, { nullable: true, description: 'Where they stand now.' })
  status?: CampaignStatus | null;
  @Field(() => ID, { nullable: true, description: 'Whose they are.' }) advertiserId?: string | null;
  @Field(() => String, { nullable: true, description: 'Key of a placement they may be shown at.' })
  placement?: string | null;
  @Field(() => String, { nullable: true, description: 'Part of their name, whatever its case.' })
  nameContains?: string | null;
  @Field(() => Boolean, { nullable: true, description: 'Those that were put away, too.' })
  includeArchived?: boolean | null;
}

@InputType({ isOneOf: true, description: 'Which campaigns to change: exactly one of these, at most 200.' })
export class CampaignSelectionInput {
  @Field(() => [ID], { nullable: true, description: 'These.' }) ids?: string[] | null;
  @Field(() => CampaignFilterInput, { nullable: true, description: 'All that fit.' })
  filter?: CampaignFilterInput | null;
}

@ObjectType({ description: 'This campaign could not be changed.' })
export class CampaignUnchanged {
  @Field(() => String, { description: 'The error that `updateCampaign` would have given.' }) code!: string;
  @Field(() => String, { description: 'Why, for people.' }) message!: string;
}

/** What came of one campaign of many. */
export const CampaignEditOutcome = createUnionType({
  name: 'CampaignEditOutcome',
  description: 'The campaign, what is wrong with the input for it, or why it could not be changed.',
  types: () => [Campaign, InvalidCampaign, CampaignUnchanged] as const,
  resolveType: (value: object) => {
    if ('problems' in value) return 'InvalidCampaign';
    return 'code' in value ? 'CampaignUnchanged' : 'Campaign';
  },
});

@ObjectType({ description: 'One campaign of many, and what came of changing it.' })
export class CampaignEdit {
  @Field(() => ID, { description: 'Id of the campaign.' }) id!: string;
  @Field(() => CampaignEditOutcome, { description: 'What came of it.' }) outcome!: typeof CampaignEditOutcome;
}

/** An id that is no campaign's may be of any length, and is told back in part. */
export function toCampaignEdit({ id: asked, outcome }: BulkEdit, now: number): CampaignEdit {
  const id = shown(asked);
  if ('fault' in outcome) return { id, outcome: { code: outcome.fault.code, message: outcome.fault.message } }; // prettier-ignore
  return { id, outcome: 'problems' in outcome ? outcome : toCampaign(outcome, now) };
}

/** @param status counts before the filter's, where it is given */
export function toFilter(filter: CampaignFilterInput | null, status: CampaignStatus | null): CampaignFilter {
  const { advertiserId, placement, nameContains, includeArchived } = filter ?? {};
  return { status: status ?? filter?.status, advertiserId, placement, nameContains, includeArchived };
}
