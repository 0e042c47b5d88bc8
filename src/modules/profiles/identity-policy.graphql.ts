import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { joiningKinds, type IdentityPolicy as Policy, type JoiningKind } from '../../models/profile/identity-policy.js'; // prettier-ignore
import { described, enumOf } from '../platform/graphql/enums.js';

/** Kinds of id that may join people, for GraphQL. */
export const JoiningKindEnum = enumOf(joiningKinds);
registerEnumType(JoiningKindEnum, {
  name: 'JoiningKind',
  description: 'An id by which an event may say that two are one person.',
  valuesMap: described<JoiningKind>({
    crmId: "Number in a dealer's customer file.",
    loyaltyId: 'Number in a loyalty programme; families may share a card.',
    email: 'E-mail address, where it is known to be theirs.',
    phone: 'Telephone number, where it is known to be theirs; families may share a landline.',
    deviceId: 'A phone, tablet or head unit of a car.',
    ownedVin: 'VIN of a car they own.',
  }),
});

@ObjectType({ description: 'Which ids say that two are one person. User ids always do.' })
export class IdentityPolicy {
  @Field(() => [JoiningKindEnum], {
    description: 'Those that do; ids of the others are kept as traits and no more.',
  })
  joinBy!: JoiningKind[];
}

export function toIdentityPolicy({ joinBy }: Policy): IdentityPolicy {
  return { joinBy: [...joinBy] };
}
