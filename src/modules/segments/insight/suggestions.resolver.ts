import { Args, Int, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { exactPatienceArgument, patienceMs } from '../previews/patience.graphql.js';
import { sentence } from '../sentence.js';
import { SentenceArgs } from '../sentences.resolver.js';
import { nothingWords, reasonWords } from './suggestion-words.js';
import { SuggestedAudience, SuggestedAudiences, toSuggestions } from './suggestions.graphql.js';
import { mostTold, SuggestionsService } from './suggestions.service.js';

@Resolver(() => SuggestedAudiences)
export class SuggestionsResolver {
  constructor(private readonly service: SuggestionsService) {}

  @Query(() => SuggestedAudiences, {
    description:
      'Audiences worth having: people who do what is over-represented among those who bought lately, and have not bought. Nothing is changed.',
    complexity: costing(1_000), // it looks at everyone, and at what they did
  })
  @Allow('marketer')
  async suggestedAudiences(
    @CurrentCaller() caller: Caller,
    @Args('limit', { type: () => Int, defaultValue: 5, description: `Most to suggest, 1 to ${mostTold}.` })
    limit: number,
    @Args('patience', exactPatienceArgument) patience: string,
  ): Promise<SuggestedAudiences> {
    return toSuggestions(await this.service.suggest(caller, limit, patienceMs(patience)));
  }

  @ResolveField(() => String, {
    nullable: true,
    description: 'Why there is none: mostly that too few people bought. Null where there are some.',
  })
  reason(
    @Parent() { buyers, suggestions }: SuggestedAudiences,
    @Args() { language }: SentenceArgs,
  ): string | null {
    return suggestions.length > 0 ? null : nothingWords(buyers, language);
  }
}

/** A suggestion in words. */
@Resolver(() => SuggestedAudience)
export class SuggestionWords {
  @ResolveField(() => String, { description: 'Who belongs, in words.' })
  sentence(@Parent() { rule }: SuggestedAudience, @Args() { language }: SentenceArgs): string {
    return sentence(rule, { language });
  }

  @ResolveField(() => String, { description: 'Why it is suggested, in words.' })
  reason(@Parent() suggested: SuggestedAudience, @Args() { language }: SentenceArgs): string {
    return reasonWords(suggested, language);
  }
}
