import { createUnionType, Field, Float, ID, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CampaignStatus } from '../../models/campaign/campaign.entity.js';
import type { CreativeStatus } from '../../models/campaign/creative.entity.js';
import type { PlacementEntity } from '../../models/campaign/placement.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { VehicleScope } from '../../models/campaign/vehicle-scope.js';
import type { CreativeAngle } from '../../models/prediction/scores.js';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import type { WholeCampaign } from './campaigns.repository.js';
import type { CreativeRow } from './creative-problems.js';
import type { LaunchObstacle, LaunchObstacleCode } from './launch-obstacles.js';
import { onWallClock } from './schedule.js';
import { isRunning, statusAt } from './transition.js';

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

/** Creative status under its GraphQL spelling. */
export enum CreativeStatusName {
  ACTIVE = 'active',
  ARCHIVED = 'archived',
}
registerEnumType(CreativeStatusName, {
  name: 'CreativeStatus',
  description: 'Whether a creative is in use.',
  valuesMap: {
    ACTIVE: { description: 'May be shown.' },
    ARCHIVED: { description: 'Out of use, kept because decisions name it.' },
  },
});

/** The angles as an enum object for GraphQL. */
export enum CreativeAngleName {
  PRICE = 'PRICE',
  FINANCE = 'FINANCE',
  TEST_DRIVE = 'TEST_DRIVE',
  LIFESTYLE = 'LIFESTYLE',
  TECHNOLOGY = 'TECHNOLOGY',
}
registerEnumType(CreativeAngleName, {
  name: 'CreativeAngle',
  description: 'The one thing a creative talks about.',
  valuesMap: {
    PRICE: { description: 'What the car costs.' },
    FINANCE: { description: 'Monthly payments, leasing, credit.' },
    TEST_DRIVE: { description: 'Come and drive it.' },
    LIFESTYLE: { description: 'The life one has with it.' },
    TECHNOLOGY: { description: 'What is inside: range, safety, assistance.' },
  },
});

/** Obstacle codes as an enum object for GraphQL. */
export enum LaunchObstacleName {
  ENDED = 'ENDED',
  NO_CREATIVE = 'NO_CREATIVE',
  NO_PLACEMENT = 'NO_PLACEMENT',
  SCHEDULE_PASSED = 'SCHEDULE_PASSED',
  NO_VEHICLE_IN_STOCK = 'NO_VEHICLE_IN_STOCK',
}
registerEnumType(LaunchObstacleName, {
  name: 'LaunchObstacle',
  description: 'Why a campaign cannot go live.',
  valuesMap: {
    ENDED: { description: 'It was ended, for good.' },
    NO_CREATIVE: { description: 'It has no active creative.' },
    NO_PLACEMENT: { description: 'It has no placement.' },
    SCHEDULE_PASSED: { description: 'The end of its schedule lies in the past.' },
    NO_VEHICLE_IN_STOCK: { description: 'No vehicle in stock lies in its scope.' },
  },
});

@ObjectType({ description: 'A spot where offers can be shown.' })
export class Placement {
  @Field(() => ID, { description: 'Its name in code: `home-hero`.' }) key!: string;
  @Field(() => String, { description: 'Its name for people.' }) name!: string;
  @Field(() => String, { description: 'Where it is and what fits there.' }) description!: string;
}

@ObjectType({ description: 'A button.' })
export class CallToAction {
  @Field(() => String, { description: 'Words on the button.' }) label!: string;
  @Field(() => String, { description: 'Where it leads: a web address or an app link.' }) url!: string;
}

@ObjectType({
  description:
    'One way of saying it. Texts may hold `{make}`, `{model}`, `{price}` and the like, filled in from the vehicle.',
})
export class Creative {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'The campaign it belongs to.' }) campaignId!: string;
  @Field(() => String, { description: 'Its name for marketers; never shown to shoppers.' }) name!: string;
  @Field(() => CreativeAngleName, { description: 'What it talks about.' }) angle!: CreativeAngle;
  @Field(() => String, { description: 'Headline, with its templates.' }) headline!: string;
  @Field(() => String, { description: 'Text below the headline, with its templates.' }) body!: string;
  @Field(() => String, { nullable: true, description: "Picture; null means the vehicle's own." })
  imageUrl!: string | null;
  @Field(() => CallToAction, { description: 'The button, with its templates.' }) callToAction!: CallToAction;
  @Field(() => String, { nullable: true, description: 'What law asks to be shown beside it; null where it asks for nothing.' }) // prettier-ignore
  disclosure!: string | null;
  @Field(() => CreativeStatusName, { description: 'Whether it is in use.' }) status!: CreativeStatus;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it last changed.' }) updatedAt!: Date;
}

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
export class Campaign {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Its name for marketers and in explanations.' }) name!: string;
  @Field(() => CampaignStatusName, { description: 'Where it stands now, its schedule considered.' })
  status!: CampaignStatus;
  @Field(() => Boolean, { description: 'It may be shown right now: live, begun and not over.' })
  running!: boolean;
  @Field(() => CampaignSchedule, { description: 'When it may be shown.' }) schedule!: CampaignSchedule;
  @Field(() => VehicleScopeType, { description: 'Which vehicles it may show.' }) vehicles!: VehicleScopeType;
  @Field(() => [String], { description: 'Keys of the placements it may be shown at.' }) placements!: string[];
  @Field(() => [ID], { description: 'Segments whose members see it; none means everyone.' })
  includeSegments!: string[];
  @Field(() => [ID], { description: 'Segments whose members never see it.' }) excludeSegments!: string[];
  @Field(() => [Creative], { description: 'What it says, oldest first, archived ones too.' })
  creatives!: Creative[];
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it or its creatives last changed.' }) updatedAt!: Date;
}

/** `CampaignConnection` with `CampaignEdge`. */
export const CampaignConnection = connectionOf(Campaign, 'Campaign');

@ObjectType({ description: 'One thing wrong with an input.' })
export class InputProblem {
  @Field(() => String, { description: 'Path of the field: `schedule.until`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Nothing was changed: the campaign as sent cannot be.' })
export class InvalidCampaign {
  @Field(() => [InputProblem], { description: 'Everything that is wrong, at once.' }) problems!: Problem[];
}

@ObjectType({ description: 'Nothing was changed: the creative as sent cannot be.' })
export class InvalidCreative {
  @Field(() => [InputProblem], { description: 'Everything that is wrong, at once.' }) problems!: Problem[];
}

@ObjectType({ description: 'One reason why a campaign cannot go live.' })
export class LaunchReason {
  @Field(() => LaunchObstacleName, { description: 'The reason, for programs.' }) code!: LaunchObstacleCode;
  @Field(() => String, { description: 'The reason, for people.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The campaign stays as it is.' })
export class CannotLaunch {
  @Field(() => [LaunchReason], { description: 'Everything in the way, at once.' }) reasons!: LaunchObstacle[];
}

const typeOf = (value: object, name: string, invalid: string) => ('problems' in value ? invalid : name);

/** What making or changing a campaign answers. */
export const CampaignResult = createUnionType({
  name: 'CampaignResult',
  description: 'The campaign, or what is wrong with the input.',
  types: () => [Campaign, InvalidCampaign] as const,
  resolveType: (value: object) => typeOf(value, 'Campaign', 'InvalidCampaign'),
});

/** What adding or changing a creative answers. */
export const CreativeResult = createUnionType({
  name: 'CreativeResult',
  description: 'The creative, or what is wrong with the input.',
  types: () => [Creative, InvalidCreative] as const,
  resolveType: (value: object) => typeOf(value, 'Creative', 'InvalidCreative'),
});

/** What launching answers. */
export const LaunchResult = createUnionType({
  name: 'LaunchResult',
  description: 'The campaign, now live, or everything that is in the way.',
  types: () => [Campaign, CannotLaunch] as const,
  resolveType: (value: object) => ('reasons' in value ? 'CannotLaunch' : 'Campaign'),
});

export function toPlacement({ key, name, description }: PlacementEntity): Placement {
  return { key, name, description };
}

export function toCreative({ tenantId: _tenantId, deepLink, ...creative }: CreativeRow): Creative {
  return { ...creative, callToAction: { label: creative.callToAction, url: deepLink } };
}

export function toCampaign(whole: WholeCampaign, now: number): Campaign {
  const { id, name, startsAt, endsAt, timeZone, vehicleScope, createdAt, updatedAt } = whole.campaign;
  return {
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
