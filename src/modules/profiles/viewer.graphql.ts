import { Field, InputType } from '@nestjs/graphql';

/** Who is asking or spoken of. One type for every room, as GraphQL refuses two of one name. */
@InputType({
  description:
    'A person, by the ids your programs know them under: the same ids that your events carry. Give at least one.',
})
export class ViewerInput {
  @Field(() => String, {
    nullable: true,
    description: 'Id of a browser, tablet or car: what Segment calls `anonymousId`.',
  })
  anonymousId?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Id of a person who signed in: what Segment calls `userId`.',
  })
  userId?: string | null;
}
