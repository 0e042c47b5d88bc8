import { Field, ObjectType } from '@nestjs/graphql';

@ObjectType({ description: 'One thing wrong with an input.' })
export class InputProblem {
  @Field(() => String, { description: 'Path of the field: `schedule.until`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}
