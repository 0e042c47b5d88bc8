import { createUnionType, Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CampaignStatus } from '../../models/campaign/campaign.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { VehicleScope } from '../../models/campaign/vehicle-scope.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { campaignContentSchema } from '../../models/campaign/campaign-content.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import { CampaignApproval, toApproval } from './approval/approval.graphql.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { Creative, toCreative } from './creatives.graphql.js';
import { InputProblem } from './input-problem.graphql.js';
import { onWallClock } from './schedule.js';
import { CampaignTermsFields, toTerms } from './terms/terms.graphql.js';
import { isRunning, statusAt } from './transition.js';
import { CampaignChange } from './versions/campaign-versions.graphql.js';
import { differences } from './versions/differences.js';

/** Status under its GraphQL spelling. */
export enum CampaignStatusName {
  DRAFT = 'draft',
  LIVE = 'live',
  PAUSED = 'paused',
  ENDED = 'ended',
}
registerEnumType(CampaignStatusName, {
  name: 'CampaignStatus',
  description: 'Where a campaign stands.',
  valuesMap: {
    DRAFT: { description: 'Being written; never shown yet.' },
    LIVE: { description: 'Launched: shown while its schedule lasts.' },
    PAUSED: { description: 'Held back; can be launched again.' },
    ENDED: { description: 'Ended by hand, for good, or because its schedule has passed.' },
  },
});

@ObjectType('CampaignSchedule', { description: 'When a campaign may be shown.' })
export class CampaignSchedule {
  @Field(() => String, { description: 'IANA time zone it was given in.' }) timeZone!: string;
  @Field(() => String, {
    nullable: true,
    description: 'First minute on the wall clock of that zone: `2026-12-01T00:00`; null means from launch.',
  })
  from!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'First minute it is no longer shown, on the same clock; null means until ended.',
  })
  until!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: '`from` as an instant.' })
  startsAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: '`until` as an instant.' }) endsAt!: Date | null;
}

@ObjectType('NumberRange', { description: 'A range; both ends belong to it, null is open.' })
export class NumberRange {
  @Field(() => Float, { nullable: true, description: 'Smallest value that fits.' }) atLeast!: number | null;
  @Field(() => Float, { nullable: true, description: 'Largest value that fits.' }) atMost!: number | null;
}

@ObjectType('VehicleScope', {
  description:
    'Which vehicles a campaign may show. Every list that is given must fit; none at all means all stock.',
})
export class VehicleScopeType {
  @Field(() => [String], { nullable: true, description: 'Any of these makes.' }) make!: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these models.' }) model!: string[] | null;
  @Field(() => [BodyStyleEnum], { nullable: true, description: 'Any of these body styles.' })
  bodyStyle!: BodyStyle[] | null;
  @Field(() => [FuelTypeEnum], { nullable: true, description: 'Any of these fuels.' })
  fuelType!: FuelType[] | null;
  @Field(() => [ConditionEnum], { nullable: true, description: 'Any of these conditions.' })
  condition!: Condition[] | null;
  @Field(() => NumberRange, { nullable: true, description: "Asking price, in the tenant's currency." })
  price!: NumberRange | null;
  @Field(() => NumberRange, { nullable: true, description: 'Model year.' }) modelYear!: NumberRange | null;
}

@ObjectType({ description: 'A plan: which vehicles to show, to whom, where and when, and what to say.' })
export class Campaign extends CampaignTermsFields {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Its name for marketers and in explanations.' }) name!: string;
  @Field(() => CampaignStatusName, { description: 'Where it stands now, its schedule considered.' })
  status!: CampaignStatus;
  @Field(() => Boolean, { description: 'It may be shown right now: live, begun and not over.' })
  running!: boolean;
  @Field(() => ID, { nullable: true, description: 'Whose it is; null: your own.' })
  advertiserId!: string | null;
  @Field(() => CampaignSchedule, { description: 'When it may be shown.' }) schedule!: CampaignSchedule;
  @Field(() => VehicleScopeType, { description: 'Which vehicles it may show.' }) vehicles!: VehicleScopeType;
  @Field(() => [String], { description: 'Keys of the placements it may be shown at.' }) placements!: string[];
  @Field(() => [ID], { description: 'Segments whose members see it; none means everyone.' })
  includeSegments!: string[];
  @Field(() => [ID], { description: 'Segments whose members never see it.' }) excludeSegments!: string[];
  @Field(() => [Creative], { description: 'What it says, oldest first, archived ones too.' })
  creatives!: Creative[];
  @Field(() => Int, {
    description: 'Number of its newest version: goes up with whatever is done to it. 0 while none is kept.',
  })
  version!: number;
  @Field(() => CampaignApproval, { description: 'Where approval stands.' }) approval!: CampaignApproval;
  @Field(() => [CampaignChange], {
    nullable: true,
    description:
      'What is to change once it is approved; meanwhile it is shown as it is. Null: nothing is proposed.',
  })
  proposedChanges!: CampaignChange[] | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was put away; null while it is not.' })
  archivedAt!: Date | null;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it or its creatives last changed.' }) updatedAt!: Date;
}

/** `CampaignConnection` with `CampaignEdge`. */
export const CampaignConnection = connectionOf(Campaign, 'Campaign');

@ObjectType({ description: 'Nothing was changed: the campaign as sent cannot be.' })
export class InvalidCampaign {
  @Field(() => [InputProblem], { description: 'Everything that is wrong, at once.' }) problems!: Problem[];
}

/** What making or changing a campaign answers. */
export const CampaignResult = createUnionType({
  name: 'CampaignResult',
  description: 'The campaign, or what is wrong with the input.',
  types: () => [Campaign, InvalidCampaign] as const,
  resolveType: (value: object) => ('problems' in value ? 'InvalidCampaign' : 'Campaign'),
});

export function toCampaign(whole: WholeCampaign, now: number): Campaign {
  const { id, name, startsAt, endsAt, timeZone, vehicleScope, createdAt, updatedAt } = whole.campaign;
  const { advertiserId, version, archivedAt, approval, proposal } = whole.campaign;
  return {
    ...toTerms(whole.content.terms),
    ...{ advertiserId, version, archivedAt, approval: toApproval(approval) },
    proposedChanges: proposal && differences(whole.content, campaignContentSchema.parse(proposal)),
    id,
    name,
    status: statusAt(whole.campaign, now),
    running: isRunning(whole.campaign, now),
    schedule: {
      timeZone,
      from: startsAt && onWallClock(startsAt, timeZone),
      until: endsAt && onWallClock(endsAt, timeZone),
      startsAt,
      endsAt,
    },
    vehicles: toScope(vehicleScope),
    placements: [...whole.placements],
    includeSegments: [...whole.include],
    excludeSegments: [...whole.exclude],
    creatives: whole.creatives.map(toCreative),
    createdAt,
    updatedAt,
  };
}

function toScope(scope: VehicleScope): VehicleScopeType {
  const { make = null, model = null, bodyStyle = null, fuelType = null, condition = null } = scope;
  return { make, model, bodyStyle, fuelType, condition, price: toRange(scope.price), modelYear: toRange(scope.modelYear) }; // prettier-ignore
}

function toRange(range: VehicleScope['price']): NumberRange | null {
  return range ? { atLeast: range.atLeast ?? null, atMost: range.atMost ?? null } : null;
}
