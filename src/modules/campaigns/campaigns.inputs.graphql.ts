import { Field, Float, ID, InputType, Int, OmitType, PartialType } from '@nestjs/graphql';
import type { BodyStyle, Condition, FuelType } from '../../models/vehicle/vehicle-facts.js';
import { BodyStyleEnum, ConditionEnum, FuelTypeEnum } from '../vehicles/vehicle-enums.graphql.js';
import { CreativeAngleName } from './creatives.graphql.js';
import type { CreativeDraft } from './creative-problems.js';
import { CampaignTermsInput } from './terms/terms.inputs.graphql.js';

@InputType({
  description:
    'When a campaign may be shown, on the wall clock of a time zone. A date alone means the whole day, however many hours it has.',
})
export class CampaignScheduleInput {
  @Field(() => String, {
    nullable: true,
    description: 'First moment: `2026-12-01` or `2026-12-01T09:00`. Absent: from launch.',
  })
  from?: string | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Last day (`2026-12-24`, inclusive) or end (`2026-12-24T18:00`, exclusive). Absent: until ended.',
  })
  until?: string | null;
  @Field(() => String, {
    nullable: true,
    description: "IANA time zone; absent: its dealer's where it is of one that has one, else the tenant's.",
  })
  timeZone?: string | null;
}

@InputType({ description: 'A range; both ends belong to it.' })
export class NumberRangeInput {
  @Field(() => Float, { nullable: true, description: 'Smallest value that fits.' }) atLeast?: number | null;
  @Field(() => Float, { nullable: true, description: 'Largest value that fits.' }) atMost?: number | null;
}

@InputType({
  description:
    'Which vehicles a campaign may show: each given list by any of its values, all of them together.',
})
export class VehicleScopeInput {
  @Field(() => [String], { nullable: true, description: 'Any of these makes.' }) make?: string[] | null;
  @Field(() => [String], { nullable: true, description: 'Any of these models.' }) model?: string[] | null;
  @Field(() => [BodyStyleEnum], { nullable: true, description: 'Any of these body styles.' })
  bodyStyle?: BodyStyle[] | null;
  @Field(() => [FuelTypeEnum], { nullable: true, description: 'Any of these fuels.' })
  fuelType?: FuelType[] | null;
  @Field(() => [ConditionEnum], { nullable: true, description: 'Any of these conditions.' })
  condition?: Condition[] | null;
  @Field(() => NumberRangeInput, { nullable: true, description: "Asking price, in the tenant's currency." })
  price?: NumberRangeInput | null;
  @Field(() => NumberRangeInput, { nullable: true, description: 'Model year.' })
  modelYear?: NumberRangeInput | null;
}

@InputType({ description: 'A button.' })
export class CallToActionInput {
  @Field(() => String, { description: 'Words on the button, at most 40 characters; may hold templates.' })
  label!: string;
  @Field(() => String, {
    description: 'Where it leads: `https://example.com/cars/{vehicleId}` or `myapp://cars/{vehicleId}`.',
  })
  url!: string;
}

@InputType({ description: 'A creative to add.' })
export class CreativeInput {
  @Field(() => String, { description: 'Its name for marketers.' }) name!: string;
  @Field(() => CreativeAngleName, { description: 'What it talks about.' }) angle!: CreativeAngleName;
  @Field(() => String, {
    description:
      'Headline, at most 120 characters. May hold {make} {model} {trim} {modelYear} {bodyStyle} {fuelType} {price} {vehicleId}.',
  })
  headline!: string;
  @Field(() => String, { description: 'Text below it, at most 500 characters; the same templates.' })
  body!: string;
  @Field(() => String, { nullable: true, description: "Picture on the web; absent: the vehicle's own." })
  imageUrl?: string | null;
  @Field(() => CallToActionInput, { description: 'The button.' }) callToAction!: CallToActionInput;
  @Field(() => String, { nullable: true, description: 'What law asks to be shown beside it, at most 4,000 characters: whoever shows a monthly payment has to. `disclosures.text` of a quote is it.' }) // prettier-ignore
  disclosure?: string | null;
  @Field(() => Int, {
    nullable: true,
    description:
      "Its share beside the campaign's other creatives, where those rotate by weight, 0 to 1000; absent: 1.",
  })
  weight?: number | null;
}

@InputType({ description: 'A campaign to make. It begins as a draft.' })
export class CreateCampaignInput extends CampaignTermsInput {
  @Field(() => String, { description: 'Its name for marketers and in explanations.' }) name!: string;
  @Field(() => ID, { nullable: true, description: 'Whose it is; null: your own.' })
  advertiserId?: string | null;
  @Field(() => CampaignScheduleInput, {
    nullable: true,
    description: 'When it may be shown; absent: from launch until ended.',
  })
  schedule?: CampaignScheduleInput | null;
  @Field(() => VehicleScopeInput, {
    nullable: true,
    description: 'Which vehicles it may show; absent or empty: all stock.',
  })
  vehicles?: VehicleScopeInput | null;
  @Field(() => [String], { nullable: true, description: 'Keys of the placements it may be shown at.' })
  placements?: string[] | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Segments whose members see it (members of any); absent or empty: everyone.',
  })
  includeSegments?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'Segments whose members never see it.' })
  excludeSegments?: string[] | null;
  @Field(() => [CreativeInput], { nullable: true, description: 'What it says; more can be added later.' })
  creatives?: CreativeInput[] | null;
}

@InputType({
  description:
    'What to change; what is left out stays. A schedule, a scope or a list replaces the whole of the old.',
})
export class UpdateCampaignInput extends PartialType(OmitType(CreateCampaignInput, ['creatives'] as const)) {}

@InputType({ description: 'What to change; what is left out stays.' })
export class UpdateCreativeInput extends PartialType(CreativeInput) {}

/** The draft a new creative is checked as. */
export function toCreativeDraft({
  imageUrl = null,
  disclosure = null,
  weight,
  callToAction,
  ...input
}: CreativeInput): CreativeDraft {
  return { ...input, imageUrl, disclosure, weight: weight ?? 1, callToAction: callToAction.label, deepLink: callToAction.url }; // prettier-ignore
}

/** Only what was given, so that the rest stays; an `imageUrl` or `disclosure` of null takes it away, other nulls count as left out. */
export function toCreativeChange({
  imageUrl,
  disclosure,
  ...input
}: UpdateCreativeInput): Partial<CreativeDraft> {
  const { name, angle, headline, body, callToAction, weight } = input;
  return {
    ...(isGiven(name) ? { name } : {}),
    ...(isGiven(angle) ? { angle } : {}),
    ...(isGiven(headline) ? { headline } : {}),
    ...(isGiven(body) ? { body } : {}),
    ...(isGiven(weight) ? { weight } : {}),
    ...(isGiven(callToAction) ? { callToAction: callToAction.label, deepLink: callToAction.url } : {}),
    ...(imageUrl === undefined ? {} : { imageUrl }),
    ...(disclosure === undefined ? {} : { disclosure }),
  };
}

/** TypeScript does not know it, but GraphQL lets a client send null for what may be left out. */
function isGiven<T>(value: T | null | undefined): value is T {
  return value !== undefined && value !== null;
}
