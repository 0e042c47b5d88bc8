import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { TestDriveBooking, TestDriveProblemType } from './test-drives.graphql.js';

@ObjectType({ description: 'Somebody is at a showroom.' })
export class ShowroomVisit {
  @Field(() => ID, { description: 'The dealer.' }) dealerId!: string;
  @Field(() => TestDriveBooking, { nullable: true, description: 'The test drive they came for; null for a walk-in.' }) // prettier-ignore
  booking!: TestDriveBooking | null;
  @Field(() => InstantScalar, { description: 'When they checked in.' }) visitedAt!: Date;
}

@ObjectType({ description: 'Nobody was checked in; everything that is wrong, at once.' })
export class InvalidCheckIn {
  @Field(() => [TestDriveProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly TestDriveProblemType[];
}

/** Outcome of `checkInShowroom`. */
export const CheckInOutcomeType = createUnionType({
  name: 'CheckInOutcome',
  description: 'The visit, or why there is none.',
  types: () => [ShowroomVisit, InvalidCheckIn] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidCheckIn : ShowroomVisit),
});
