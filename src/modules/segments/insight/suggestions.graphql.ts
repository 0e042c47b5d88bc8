import { Field, Float, Int, ObjectType } from '@nestjs/graphql';
import type { Rule } from '../../../models/segment/rule.js';
import { RuleScalar } from '../rule.graphql.js';
import type { Suggestions } from './suggestions.service.js';

@ObjectType({
  description: 'An audience of people who do what buyers did before they bought, and have not bought.',
})
export class SuggestedAudience {
  @Field(() => RuleScalar, { description: 'Who belongs, as JSON that `RuleInput` takes.' }) rule!: Rule;
  @Field(() => Int, { description: 'How many people it reaches now.' }) size!: number;
  @Field(() => Float, {
    description: 'What part of the buyers did so in the 60 days before they first bought, 0 to 1.',
  })
  buyersShare!: number;
  @Field(() => Float, { description: 'What part of everybody did so in the last 60 days, 0 to 1.' })
  everybodyShare!: number;
  @Field(() => Int, { description: '100: as usual among buyers as among all; 300: three times as usual.' })
  index!: number;
}

@ObjectType({ description: 'Audiences suggested by what those did who bought in the last 90 days.' })
export class SuggestedAudiences {
  @Field(() => Int, { description: 'How many people bought in the last 90 days.' }) buyers!: number;
  @Field(() => Int, { description: 'Out of how many known.' }) outOf!: number;
  @Field(() => [SuggestedAudience], {
    description:
      'The audiences, the most telling first. Each is beyond chance, at least half as usual again among buyers, and reaches 0.1 % to 20 % of everybody.',
  })
  suggestions!: SuggestedAudience[];
}

export function toSuggestions({ suggestions, ...rest }: Suggestions): SuggestedAudiences {
  return { ...rest, suggestions: [...suggestions] };
}
