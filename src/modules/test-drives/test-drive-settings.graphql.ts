import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { DealerTestDrives } from '../../models/test-drive/test-drive-settings.entity.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { DayHours, fromHours, toHours, WeekdayHours } from '../vehicles/opening-hours.graphql.js';
import type { NewTestDriveSettings } from './settings-problems.js';
import { TestDriveProblemType } from './test-drives.graphql.js';

@ObjectType('TestDriveSettings', { description: 'How a dealer has its cars driven.' })
export class TestDriveSettingsType {
  @Field(() => ID, { description: 'The dealer.' }) dealerId!: string;
  @Field(() => String, { description: 'Its time zone, by its IANA name.' }) timeZone!: string;
  @Field(() => [WeekdayHours], { description: 'When cars are driven in a usual week.' })
  weekly!: WeekdayHours[];
  @Field(() => [DayHours], { description: 'Days that are not as usual.' }) exceptions!: DayHours[];
  @Field(() => Int, { description: 'How long a drive is.' }) slotMinutes!: number;
  @Field(() => Int, { description: 'How long a car stands between two drives.' }) pauseMinutes!: number;
  @Field(() => Int, { description: 'The least time between booking a drive and setting off.' })
  noticeMinutes!: number;
  @Field(() => Int, { description: 'The most days between booking a drive and setting off.' })
  horizonDays!: number;
  @Field(() => Int, { nullable: true, description: 'How many drives at once somebody can go along on; null: nobody has to.' }) staff!: number | null; // prettier-ignore
  @Field(() => Boolean, { description: 'Only who may be written to or called can book.' })
  needsConsent!: boolean;
  @Field(() => String, { description: 'The code that stands in the showroom, for walk-ins.' })
  checkInCode!: string;
}

@InputType({ description: 'How a dealer is to have its cars driven.' })
export class TestDriveSettingsInput {
  @Field(() => ID, { description: 'The dealer.' }) dealerId!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Its time zone, by its IANA name: `Europe/London`. Left out: as the dealer has it.',
  })
  timeZone?: string | null;
  @Field(() => [WeekdayHours], {
    nullable: true,
    description:
      'A usual week; a day that is not named is closed. Left out: the opening hours of the dealer, whatever they are then.',
  })
  weekly?: WeekdayHours[] | null;
  @Field(() => [DayHours], { nullable: true, description: 'Days that are not as usual; only with `weekly`.' })
  exceptions?: DayHours[] | null;
  @Field(() => Int, { defaultValue: 45, description: 'How long a drive is, 5 to 1440.' })
  slotMinutes!: number;
  @Field(() => Int, { defaultValue: 15, description: 'How long a car stands between two drives, 0 to 1440.' })
  pauseMinutes!: number;
  @Field(() => Int, { defaultValue: 60, description: 'The least time ahead, 0 to 43200.' })
  noticeMinutes!: number;
  @Field(() => Int, { defaultValue: 365, description: 'How many days ahead drives are booked at most, 1 to 730.' }) // prettier-ignore
  horizonDays!: number;
  @Field(() => Int, { nullable: true, description: 'How many drives at once somebody can go along on, 1 to 200; left out, nobody has to.' }) staff?: number | null; // prettier-ignore
  @Field(() => Boolean, { defaultValue: false, description: 'Whether only those can book who may be written to or called.' }) needsConsent!: boolean; // prettier-ignore
}

@ObjectType({ description: 'A car people may drive.' })
export class TestDriveDemonstrator {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'The dealer where it stands.' }) dealerId!: string;
  @Field(() => ID, { nullable: true, description: 'The car of the stock, where it is one.' })
  vehicleId!: string | null;
  @Field(() => String, { description: 'Make.' }) make!: string;
  @Field(() => String, { description: 'Model.' }) model!: string;
  @Field(() => InstantScalar, { nullable: true, description: 'Since when it cannot be booked; null while it can.' }) retiredAt!: Date | null; // prettier-ignore
}

@InputType({ description: 'A car to be driven: one of the stock, or by its make and model.' })
export class AddDemonstratorInput {
  @Field(() => ID, { description: 'The dealer where it stands.' }) dealerId!: string;
  @Field(() => ID, { nullable: true, description: 'A car of the stock: driven while it is on offer.' })
  vehicleId?: string | null;
  @Field(() => String, { nullable: true, description: 'Make, where it is none of the stock.' })
  make?: string | null;
  @Field(() => String, { nullable: true, description: 'Model, where it is none of the stock.' })
  model?: string | null;
}

@ObjectType({ description: 'Nothing was set; everything that is wrong, at once.' })
export class InvalidTestDriveSettings {
  @Field(() => [TestDriveProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly TestDriveProblemType[];
}

/** Outcome of `setTestDriveSettings`. */
export const SetTestDriveSettingsOutcome = createUnionType({
  name: 'SetTestDriveSettingsOutcome',
  description: 'The settings, or why they stay as they were.',
  types: () => [TestDriveSettingsType, InvalidTestDriveSettings] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidTestDriveSettings : TestDriveSettingsType),
});

/** Outcome of what happens to demonstrators. */
export const DemonstratorOutcome = createUnionType({
  name: 'DemonstratorOutcome',
  description: 'The demonstrator, or why nothing changed.',
  types: () => [TestDriveDemonstrator, InvalidTestDriveSettings] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidTestDriveSettings : TestDriveDemonstrator),
});

export function toSettings({ hours, ...settings }: DealerTestDrives): TestDriveSettingsType {
  return { ...settings, ...toHours(hours) };
}

export function toNewSettings({ weekly, exceptions, staff, timeZone, ...input }: TestDriveSettingsInput): NewTestDriveSettings {
  const { dealerId, slotMinutes, pauseMinutes, noticeMinutes, horizonDays, needsConsent } = input;
  const own = weekly ?? exceptions ? fromHours(weekly ?? [], exceptions ?? []) : null;
  return { dealerId, timeZone: timeZone ?? null, slotMinutes, pauseMinutes, noticeMinutes, horizonDays, needsConsent, hours: own, staff: staff ?? null };
} // prettier-ignore

export function toDemonstrator({ id, dealerId, vehicleId, make, model, retiredAt }: DemonstratorEntity): TestDriveDemonstrator {
  return { id, dealerId, vehicleId, make, model, retiredAt };
} // prettier-ignore
