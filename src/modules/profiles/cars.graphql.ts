import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { OwnershipEnd } from './cars.service.js';

@ObjectType({ description: "A car is nobody's any more; what it reported until then stays with its former owner." }) // prettier-ignore
export class CarOwnershipEnded {
  @Field(() => String, { description: 'VIN of the car.' }) vin!: string;
  @Field(() => ID, { description: 'Profile of its former owner.' }) formerOwnerId!: string;
  @Field(() => InstantScalar, { description: 'Until when it was theirs.' }) endedAt!: Date;
}

@ObjectType({ description: 'No person is known to own a car of that VIN; nothing was changed.' })
export class CarWithoutOwner {
  @Field(() => String, { description: 'What to look at.' }) remedy!: string;
}

/** What `endCarOwnership` answers. */
export const EndCarOwnershipResult = createUnionType({
  name: 'EndCarOwnershipResult',
  description: "That the car is nobody's now, or that it was nobody's before.",
  types: () => [CarOwnershipEnded, CarWithoutOwner] as const,
});

export function toOwnershipResult(end: OwnershipEnd | null): typeof EndCarOwnershipResult {
  if (end) return Object.assign(new CarOwnershipEnded(), end);
  const remedy = 'Look at how the VIN is written: seventeen letters and digits, none of them I, O or Q. If it is right, the car has no owner here.'; // prettier-ignore
  return Object.assign(new CarWithoutOwner(), { remedy });
}
