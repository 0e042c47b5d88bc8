import { Field, Float, ID, InputType, Int, ObjectType, OmitType, PartialType } from '@nestjs/graphql';
import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import type { DealerPlace } from '../../models/vehicle/vehicle-in-stock.js';
import { DayHours, fromHours, toHours, WeekdayHours } from './opening-hours.graphql.js';
import type { DealerChange, NewDealer } from './to-dealer.js';

@ObjectType({ description: "A place where the tenant's cars stand." })
export class Dealer {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'What feeds call it: `LDN-01`.' }) code!: string;
  @Field(() => String, { description: 'Name as people write it.' }) name!: string;
  @Field(() => String, { description: 'Town or city.' }) city!: string;
  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84; null while unknown.' })
  latitude!: number | null;
  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84; null while unknown.' })
  longitude!: number | null;
}

@ObjectType({ description: 'When a dealer is open, by the clock on its own wall.' })
export class OpeningHoursType {
  @Field(() => [WeekdayHours], { description: 'A usual week, from Monday; a day that is not named is closed.' })
  weekly!: WeekdayHours[];
  @Field(() => [DayHours], { description: 'Days that are not as usual, by date.' }) exceptions!: DayHours[];
} // prettier-ignore

@ObjectType({ description: 'How to reach a dealer, when it is open, and what it sells.' })
export class DealerDetails {
  @Field(() => String, { nullable: true, description: 'Street and number; null, as all of these, while unknown.' })
  street!: string | null;
  @Field(() => String, { nullable: true, description: 'State, province or county.' }) region!: string | null;
  @Field(() => String, { nullable: true, description: 'Postal code.' }) postalCode!: string | null;
  @Field(() => String, { nullable: true, description: 'Country by the two letters of ISO 3166: `GB`.' })
  country!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' }) phone!: string | null;
  @Field(() => String, { nullable: true, description: 'Its own site.' }) website!: string | null;
  @Field(() => [String], { description: 'Makes it sells new; none named: all.' }) brands!: string[];
  @Field(() => Int, { nullable: true, description: 'How many leads it can take on in a day; null: as many as come, and for storefront keys.' })
  leadsPerDay!: number | null;
  @Field(() => String, { nullable: true, description: 'Its time zone, by its IANA name.' })
  timeZone!: string | null;
  @Field(() => OpeningHoursType, { nullable: true, description: 'When it is open.' })
  hours!: OpeningHoursType | null;
} // prettier-ignore

@InputType({ description: 'When a dealer is open.' })
export class OpeningHoursInput {
  @Field(() => [WeekdayHours], { description: 'A usual week; a day that is not named is closed.' })
  weekly!: WeekdayHours[];
  @Field(() => [DayHours], { defaultValue: [], description: 'Days that are not as usual.' })
  exceptions!: DayHours[];
}

@InputType({ description: 'A dealer to add.' })
export class CreateDealerInput {
  @Field(() => String, { description: 'Short code by which feeds name it, unique in the tenant.' })
  code!: string;
  @Field(() => String, { description: 'Name as people write it.' }) name!: string;
  @Field(() => String, { description: 'Town or city.' }) city!: string;
  @Field(() => Float, { nullable: true, description: 'Degrees north, WGS 84; with longitude or not at all.' })
  latitude?: number | null;
  @Field(() => Float, { nullable: true, description: 'Degrees east, WGS 84; with latitude or not at all.' })
  longitude?: number | null;
  @Field(() => String, { nullable: true, description: 'Street and number.' }) street?: string | null;
  @Field(() => String, { nullable: true, description: 'State, province or county.' }) region?: string | null;
  @Field(() => String, { nullable: true, description: 'Postal code.' }) postalCode?: string | null;
  @Field(() => String, { nullable: true, description: 'Country by the two letters of ISO 3166: `GB`.' })
  country?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' }) phone?: string | null;
  @Field(() => String, { nullable: true, description: 'Its own site, beginning with `https://`.' })
  website?: string | null;
  @Field(() => [String], { nullable: true, description: 'Makes it sells new, in any spelling; none: all.' })
  brands?: string[] | null;
  @Field(() => Int, { nullable: true, description: 'How many leads it can take on in a day; null: as many as come.' })
  leadsPerDay?: number | null;
  @Field(() => String, { nullable: true, description: 'Its time zone, by its IANA name: `Europe/London`.' })
  timeZone?: string | null;
  @Field(() => OpeningHoursInput, { nullable: true, description: 'When it is open.' })
  hours?: OpeningHoursInput | null;
} // prettier-ignore

@InputType({ description: 'What to change of a dealer; what is left out stays, null clears. Its place can be told where it is unknown, and not changed after.' })
export class UpdateDealerInput extends PartialType(OmitType(CreateDealerInput, ['code'])) {} // prettier-ignore

/** A dealer as it is shown with a car. */
export function toDealer({ id, code, name, city, latitude, longitude }: DealerPlace | DealerRecord): Dealer {
  return { id, code, name, city, latitude, longitude };
}

/** What else there is of a dealer. */
export function toDetails({ hours, ...dealer }: DealerRecord): DealerDetails {
  return { ...dealer, hours: hours && toHours(hours) };
}

/** A dealer to add, as the service takes it. */
export function toNewDealer({
  code,
  name,
  city,
  latitude,
  longitude,
  ...rest
}: CreateDealerInput): NewDealer {
  return { code, name, city, latitude: latitude ?? null, longitude: longitude ?? null, ...detailsIn(rest) };
}

/** What is to be changed, as the service takes it: a name cannot be cleared, so null leaves it as it is. */
export function toDealerChange({ name, city, latitude, longitude, ...rest }: UpdateDealerInput): DealerChange {
  const place = { ...(latitude === undefined ? {} : { latitude }), ...(longitude === undefined ? {} : { longitude }) };
  return { ...place, name: name ?? undefined, city: city ?? undefined, ...detailsIn(rest) };
} // prettier-ignore

function detailsIn({ street, region, postalCode, country, phone, website, brands, leadsPerDay, timeZone, hours }: Omit<UpdateDealerInput, 'name' | 'city'>): DealerChange {
  const own = hours && fromHours(hours.weekly, hours.exceptions);
  return { street, region, postalCode, country, phone, website, brands: brands === null ? [] : brands, leadsPerDay, timeZone, hours: own };
} // prettier-ignore
