import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { iabAudiences, iabAudienceTaxonomy } from '../../../models/segment/iab-audience.js';

@ObjectType({ description: 'An audience of IAB Audience Taxonomy 1.1, by which advertisers tell audiences.' })
export class IabAudience {
  @Field(() => ID, { description: 'Its id there: `810`.' }) id!: string;
  @Field(() => String, { description: 'Where it stands there: `Purchase Intent | … | SUV`.' }) name!: string;
}

@ObjectType({ description: 'A segment in words of OpenRTB.' })
export class OpenRtbSegment {
  @Field(() => ID, { description: 'Id of the IAB audience.' }) id!: string;
}

@ObjectType({ description: 'What tells whose words they are.' })
export class OpenRtbDataExt {
  @Field(() => Int, { description: 'The taxonomy of the ids: 4, IAB Audience Taxonomy 1.1.' })
  segtax!: number;
}

@ObjectType({ description: 'An object for `user.data` of OpenRTB 2.6, as it is to be sent.' })
export class OpenRtbData {
  @Field(() => String, { description: 'Who says so: the host of `PUBLIC_URL`, or `carousel` without one.' })
  name!: string;
  @Field(() => OpenRtbDataExt, { description: 'Which taxonomy.' }) ext!: OpenRtbDataExt;
  @Field(() => [OpenRtbSegment], { description: 'The audiences.' }) segment!: OpenRtbSegment[];
}

export function toIabAudience(id: string): IabAudience {
  return { id, name: iabAudiences.get(id) ?? id };
}

export function toOpenRtbData(ids: readonly string[], publicUrl: string | undefined): OpenRtbData | null {
  if (ids.length === 0) return null;
  const name = publicUrl === undefined ? 'carousel' : new URL(publicUrl).hostname;
  return { name, ext: { segtax: iabAudienceTaxonomy }, segment: ids.map((id) => ({ id })) };
}
