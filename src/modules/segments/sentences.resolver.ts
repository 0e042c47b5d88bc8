import { Args, ArgsType, Field, Parent, registerEnumType, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { CurrentCaller } from '../platform/access.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { MembershipReason, Segment, SegmentPreview } from './segments.graphql.js';
import { SegmentsService } from './segments.service.js';
import { languages, storedSentence, type Language } from './sentence.js';

/** Languages of sentences, for GraphQL. */
export const LanguageEnum = enumOf(languages);
registerEnumType(LanguageEnum, {
  name: 'Language',
  description: 'A language in which rules are put into words.',
  valuesMap: described<Language>({ ENGLISH: 'English.', CHINESE: 'Simplified Chinese.' }),
});

/** In which language. */
@ArgsType()
export class SentenceArgs {
  @Field(() => LanguageEnum, { defaultValue: 'ENGLISH', description: 'In this language.' })
  language!: Language;
}

/** A segment's rule in words. */
@Resolver(() => Segment)
export class SegmentSentence {
  constructor(private readonly service: SegmentsService) {}

  @ResolveField(() => String, { description: 'Who belongs, in words.' })
  async sentence(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { rule }: Segment,
    @Args() { language }: SentenceArgs,
  ): Promise<string> {
    return storedSentence(rule, { language, names: await this.service.names(tenantId) });
  }
}

/** A rule being tried, in words. */
@Resolver(() => SegmentPreview)
export class PreviewSentence {
  constructor(private readonly service: SegmentsService) {}

  @ResolveField(() => String, { description: 'The rule in words.' })
  async sentence(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { rule }: SegmentPreview,
    @Args() { language }: SentenceArgs,
  ): Promise<string> {
    return storedSentence(rule, { language, names: await this.service.names(tenantId) });
  }
}

/** A part of a rule in words. */
@Resolver(() => MembershipReason)
export class ReasonSentence {
  constructor(private readonly service: SegmentsService) {}

  @ResolveField(() => String, { description: 'The part in words.' })
  async sentence(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { rule }: MembershipReason,
    @Args() { language }: SentenceArgs,
  ): Promise<string> {
    return storedSentence(rule, { language, names: await this.service.names(tenantId) });
  }
}
