import { Field, Float, InputType, Int, IntersectionType } from '@nestjs/graphql';
import { DeedFields, PeriodFields, TimesInput } from './deed.graphql.js';

@InputType({ description: 'What a number said by the events comes to. At least one bound, both inclusive.' })
export class AmountInput {
  @Field(() => String, {
    description: 'A property, or `vehicle.price`, `vehicle.modelYear`, `vehicle.mileageKm`.',
  })
  of!: string;
  @Field(() => Float, { nullable: true, description: 'This or more.' }) atLeast?: number;
  @Field(() => Float, { nullable: true, description: 'This or less.' }) atMost?: number;
}

@InputType({ description: 'How many different things the events were about. At least one bound.' })
export class DistinctInput {
  @Field(() => String, {
    description:
      'A property, or `day`, `vehicle`, `vehicle.make`, `vehicle.model`, `vehicle.bodyStyle`, `vehicle.fuelType`, `vehicle.condition`.',
  })
  of!: string;
  @Field(() => Int, { nullable: true, description: 'So many or more, from 1.' }) atLeast?: number;
  @Field(() => Int, { nullable: true, description: 'So many or fewer, from 0.' }) atMost?: number;
}

@InputType({
  description:
    'How often in each of the periods that `within` is made of, the newest ending now. At least one bound.',
})
export class EveryInput {
  @Field(() => String, {
    description: 'Length of a period: `P7D`; within is a whole number of them, at most 53.',
  })
  period!: string;
  @Field(() => Int, { nullable: true, description: 'This often or more, from 1.' }) atLeast?: number;
  @Field(() => Int, { nullable: true, description: 'This often or less, from 0.' }) atMost?: number;
}

@InputType({ description: 'How long ago. At least one bound.' })
export class AgoInput {
  @Field(() => String, { nullable: true, description: 'So long ago or longer: `P30D`.' }) agoAtLeast?: string;
  @Field(() => String, { nullable: true, description: 'Less long ago than this.' }) agoAtMost?: string;
}

@InputType({
  description:
    'Something a shopper did: what, to which vehicles, when, and how often or how much. At most one of times, sum, average, distinct, every, first and newest; none of them: at least once.',
})
export class DidInput extends IntersectionType(DeedFields, PeriodFields) {
  @Field(() => TimesInput, { nullable: true, description: 'How often.' }) times?: TimesInput;
  @Field(() => AmountInput, { nullable: true, description: 'What a number adds up to; nothing is 0.' })
  sum?: AmountInput;
  @Field(() => AmountInput, {
    nullable: true,
    description: 'What a number is on average; of nothing there is none.',
  })
  average?: AmountInput;
  @Field(() => DistinctInput, { nullable: true, description: 'How many different things.' })
  distinct?: DistinctInput;
  @Field(() => EveryInput, { nullable: true, description: 'How often, period after period; needs within.' })
  every?: EveryInput;
  @Field(() => AgoInput, { nullable: true, description: 'How long ago the first was; without a period.' })
  first?: AgoInput;
  @Field(() => AgoInput, { nullable: true, description: 'How long ago the newest was; without a period.' })
  newest?: AgoInput;
}
