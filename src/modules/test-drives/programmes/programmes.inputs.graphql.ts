import { Field, InputType, Int } from '@nestjs/graphql';
import { storableText } from '../../platform/storable.js';
import type { NewProgramme } from './programme-problems.js';
import { ProgrammeCentre, ProgrammeDays, ProgrammeDeposit, ProgrammeDiscount, ProgrammeFee, ProgrammeIdentityCheck, ProgrammeLimits, ProgrammeModel } from './programmes.graphql.js'; // prettier-ignore

@InputType({ description: 'A programme of test drives, whole: what is left out is as its default says, not as it was.' }) // prettier-ignore
export class TestDriveProgrammeInput {
  @Field(() => String, { description: 'Your own short name for it: `summer-tower`. Known already: its next version.' }) // prettier-ignore
  key!: string;
  @Field(() => String, { description: 'The name people know it by, up to 200 characters.' }) name!: string;
  @Field(() => String, { description: 'ISO 4217, of deposit, fees and discount: `GBP`.' }) currency!: string;
  @Field(() => [ProgrammeCentre], { description: 'Dealers whose demonstrators are the fleet, 1 to 200.' })
  centres!: ProgrammeCentre[];
  @Field(() => [ProgrammeModel], { defaultValue: [], description: 'What may be driven, up to 200; none: all of the fleet.' }) // prettier-ignore
  models!: ProgrammeModel[];
  @Field(() => ProgrammeDays, { description: 'For how many days.' }) days!: ProgrammeDays;
  @Field(() => Int, { defaultValue: 60, description: 'Cars are fetched at whole steps of so many minutes, 5 to 1440, from when a centre opens.' }) // prettier-ignore
  pickUpEveryMinutes!: number;
  @Field(() => Int, { defaultValue: 120, description: 'Minutes between two drives of one car, 0 to 10080.' })
  turnaroundMinutes!: number;
  @Field(() => Int, { defaultValue: 60, description: 'The least minutes between booking and setting off, 0 to 43200.' }) // prettier-ignore
  noticeMinutes!: number;
  @Field(() => Int, { defaultValue: 365, description: 'The most days between booking and setting off, 1 to 730.' }) // prettier-ignore
  horizonDays!: number;
  @Field(() => ProgrammeDeposit, { nullable: true, description: 'What is held; left out: nothing.' })
  deposit?: ProgrammeDeposit | null;
  @Field(() => ProgrammeIdentityCheck, { nullable: true, description: 'That identities are checked; left out: they are not.' }) // prettier-ignore
  identityCheck?: ProgrammeIdentityCheck | null;
  @Field(() => ProgrammeLimits, { nullable: true, description: 'How often one person may drive; left out: as often as they like.' }) // prettier-ignore
  limits?: ProgrammeLimits | null;
  @Field(() => ProgrammeFee, { nullable: true, description: 'What a drive costs; left out: nothing.' })
  fee?: ProgrammeFee | null;
  @Field(() => ProgrammeDiscount, { nullable: true, description: 'What buyers get who drove; left out: nothing.' }) // prettier-ignore
  discount?: ProgrammeDiscount | null;
}

/** A programme out of GraphQL, with nothing left open. */
export function toNewProgramme(input: TestDriveProgrammeInput): NewProgramme {
  const { key, name, currency, centres, models, days, deposit, identityCheck, limits, fee, discount } = input;
  const { pickUpEveryMinutes, turnaroundMinutes, noticeMinutes, horizonDays } = input;
  const car = ({ make, model }: ProgrammeModel) => ({ make: word(make), model: word(model) });
  return {
    key: word(key),
    name: word(name),
    rules: {
      currency,
      pickUpEveryMinutes,
      turnaroundMinutes,
      noticeMinutes,
      horizonDays,
      centres: centres.map(({ dealerId, selfService, alwaysOpen }) => ({ dealerId, isSelfService: selfService, isAlwaysOpen: alwaysOpen })), // prettier-ignore
      models: models.map(car),
      minDays: days.min,
      maxDays: days.max,
      deposit: deposit ? { amount: deposit.amount, holdMinutes: deposit.holdMinutes } : null,
      identity: identityCheck ? { goodForDays: identityCheck.goodForDays ?? null } : null,
      limits: { oncePerModel: limits?.oncePerModel ?? false, perPerson: limits?.perPerson ?? null, window: limits?.window ?? null }, // prettier-ignore
      fee: { standard: fee?.standard ?? '0', byBand: (fee?.byBand ?? []).map(({ partner, band, amount }) => ({ partner: word(partner).toLowerCase(), band: word(band), amount })) }, // prettier-ignore
      discount: discount ? { percent: discount.percent ?? null, amount: discount.amount ?? null, validDays: discount.validDays, models: discount.models.map(car) } : null, // prettier-ignore
    },
  };
}

/** Fit for the database, without spaces around it. */
function word(text: string): string {
  return storableText(text.trim());
}
