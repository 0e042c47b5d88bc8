import { Field, ObjectType } from '@nestjs/graphql';
import { DecimalScalar } from './scalars.js';

@ObjectType({ description: 'An amount of money.' })
export class Money {
  @Field(() => DecimalScalar, { description: 'Amount in major units, with the decimals of its currency.' })
  amount!: string;
  @Field(() => String, { description: 'ISO 4217 currency code.' })
  currency!: string;
}
