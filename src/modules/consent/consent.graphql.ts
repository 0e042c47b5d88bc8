import { Field, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { consentRegimes, type ConsentPolicy as Policy, type ConsentRegime } from '../../models/consent/consent-policy.js'; // prettier-ignore
import { consentSources, consentStates, type ConsentSource, type ConsentState } from '../../models/consent/consent-statement.js'; // prettier-ignore
import { purposes, type Purpose } from '../../models/consent/purpose.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { enumOf } from '../platform/graphql/enums.js';
import type { PurposeConsent as Decided } from './decide.js';

/** What data may be used for, for GraphQL. */
export const PurposeEnum = enumOf(purposes);
registerEnumType(PurposeEnum, {
  name: 'ConsentPurpose',
  description: 'What personal data may be used for.',
  valuesMap: {
    ANALYTICS: { description: 'Keeping what a person did on your pages and in your showrooms.' },
    PERSONALISATION: { description: 'Letting what they did decide which offers they see.' },
    ADS: { description: 'Advertising to them elsewhere.' },
    AUDIENCE_EXPORT: { description: 'Handing them to another company in an audience.' },
    IN_CAR: { description: 'Keeping what their car reports. Always waits for a yes.' },
  },
});

/** Granted or denied, for GraphQL. */
export const ConsentStateEnum = enumOf(consentStates);
registerEnumType(ConsentStateEnum, {
  name: 'ConsentState',
  description: 'Whether data may be used for a purpose.',
  valuesMap: { GRANTED: { description: 'It may.' }, DENIED: { description: 'It may not.' } },
});

/** How a statement reached us, for GraphQL. */
export const ConsentSourceEnum = enumOf(consentSources);
registerEnumType(ConsentSourceEnum, {
  name: 'ConsentSource',
  description: 'How a statement of consent reached Carousel.',
  valuesMap: {
    SEGMENT: { description: "The categories of a banner, in Segment's `context.consent`." },
    GPC: { description: 'Global Privacy Control: the browser sent `Sec-GPC: 1`.' },
    TCF: { description: "A consent string of IAB's framework, version 2." },
    GOOGLE: { description: "The keys of Google's consent mode." },
    GA4: { description: "`consent` in GA4's Measurement Protocol." },
    API: { description: 'The mutation `recordConsent`.' },
    OBJECTION: { description: 'The mutation `objectToProcessing`.' },
  },
});

/** What silence means, for GraphQL. */
export const ConsentRegimeEnum = enumOf(consentRegimes);
registerEnumType(ConsentRegimeEnum, {
  name: 'ConsentRegime',
  description: 'What it means that a person never spoke of a purpose.',
  valuesMap: {
    OPT_OUT: { description: 'Everything but IN_CAR counts as granted until it is denied.' },
    OPT_IN: { description: 'Nothing is granted until they say so.' },
  },
});

@ObjectType({ description: 'A category of your cookie banner, and what it stands for.' })
export class ConsentCategory {
  @Field(() => String, { description: 'Id of the category, as the banner sends it.' }) id!: string;
  @Field(() => [PurposeEnum], {
    description: 'A purpose named by several categories is granted only when all of them are ticked.',
  })
  purposes!: Purpose[];
}

@ObjectType({ description: 'How you ask for consent, and what silence and signals mean to you.' })
export class ConsentPolicy {
  @Field(() => ConsentRegimeEnum, { description: 'What silence means.' }) regime!: ConsentRegime;
  @Field(() => String, { description: 'Your own name for the text your customers agree to.' })
  version!: string;
  @Field(() => [ConsentCategory], { description: 'The categories of your banner.' })
  categories!: ConsentCategory[];
  @Field(() => [PurposeEnum], { description: 'What a browser denies that sends `Sec-GPC: 1`.' })
  gpcDenies!: Purpose[];
}

@ObjectType({ description: 'Where a person stands on one purpose.' })
export class PurposeConsent {
  @Field(() => PurposeEnum, { description: 'The purpose.' }) purpose!: Purpose;
  @Field(() => ConsentStateEnum, { description: 'What holds now.' }) state!: ConsentState;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When they said so; null where they never spoke of it and your regime decides.',
  })
  statedAt!: Date | null;
  @Field(() => ConsentSourceEnum, { nullable: true, description: 'How we know.' })
  source!: ConsentSource | null;
  @Field(() => String, { nullable: true, description: 'The policy that was in force when they said so.' })
  policyVersion!: string | null;
}

@InputType({ description: 'A category of your cookie banner, and what it stands for.' })
export class ConsentCategoryInput {
  @Field(() => String, { description: 'Id of the category, as the banner sends it.' }) id!: string;
  @Field(() => [PurposeEnum], { description: 'The purposes it stands for.' }) purposes!: Purpose[];
}

@InputType({ description: 'How you ask for consent. It replaces the policy before it.' })
export class ConsentPolicyInput {
  @Field(() => ConsentRegimeEnum, { description: 'What silence means.' }) regime!: ConsentRegime;
  @Field(() => String, { description: 'Your own name for the text your customers agree to, up to 100 characters.' }) // prettier-ignore
  version!: string;
  @Field(() => [ConsentCategoryInput], { description: 'The categories of your banner, each once.' })
  categories!: ConsentCategoryInput[];
  @Field(() => [PurposeEnum], {
    defaultValue: ['ADS', 'AUDIENCE_EXPORT'],
    description: 'What a browser denies that sends `Sec-GPC: 1`.',
  })
  gpcDenies!: Purpose[];
}

@InputType({ description: "A person's answer for one purpose." })
export class ConsentStatementInput {
  @Field(() => PurposeEnum, { description: 'The purpose.' }) purpose!: Purpose;
  @Field(() => ConsentStateEnum, { description: 'Granted or denied.' }) state!: ConsentState;
}

export function toConsentPolicy({ regime, version, categories, gpcDenies }: Policy): ConsentPolicy {
  return {
    regime,
    version,
    categories: Object.entries(categories).map(([id, served]) => ({ id, purposes: served })),
    gpcDenies,
  };
}

export function toPurposeConsent({ statedAt, ...consent }: Decided): PurposeConsent {
  return { ...consent, statedAt: statedAt === null ? null : new Date(statedAt) };
}
