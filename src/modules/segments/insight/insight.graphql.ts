import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { Rule } from '../../../models/segment/rule.js';
import { RuleInput, RuleScalar } from '../rule.graphql.js';
import { InvalidRule } from '../segments.graphql.js';
import type { RuleProblem } from '../validate.js';
import type { WeighedClauses } from './clauses.service.js';

@InputType({ isOneOf: true, description: 'Whom to ask about: exactly one of these.' })
export class AudienceInput {
  @Field(() => ID, { nullable: true, description: 'Who is in this segment, by its rule at this moment.' })
  segmentId?: string;
  @Field(() => RuleInput, { nullable: true, description: 'Whomever this rule would reach.' })
  rule?: RuleInput;
}

@ObjectType({ description: 'A part of a rule that could be left out, and what that would do.' })
export class AudienceClause {
  @Field(() => String, { description: 'Which part: `rule.all[1].did`.' }) path!: string;
  /** Said by `sentence`. */
  part!: Rule;
  @Field(() => RuleScalar, { description: 'The whole rule without it, as JSON that `RuleInput` takes.' })
  without!: Rule;
  @Field(() => Int, { description: 'How many people it would reach without this part.' }) size!: number;
  @Field(() => Int, {
    description: 'How many more that are; fewer, below 0, where one way of several into the audience goes.',
  })
  difference!: number;
}

@ObjectType({ description: 'What holds an audience back. Everybody was counted, at one instant.' })
export class AudienceClauses {
  @Field(() => Int, { description: 'How many people the whole rule reaches.' }) size!: number;
  @Field(() => Int, { description: 'Out of how many known.' }) outOf!: number;
  @Field(() => [AudienceClause], {
    description:
      'The parts, at most 40, those that hold most people back first. None where nothing stands beside another.',
  })
  clauses!: AudienceClause[];
}

/** What asking for clauses answers. */
export const AudienceClausesResult = createUnionType({
  name: 'AudienceClausesResult',
  description: 'The clauses, or what is wrong with the rule.',
  types: () => [AudienceClauses, InvalidRule],
  resolveType: (value: object) => ('problems' in value ? InvalidRule : AudienceClauses),
});

export function toClauses(
  outcome: { clauses: WeighedClauses } | { problems: readonly RuleProblem[] },
): AudienceClauses | InvalidRule {
  if ('problems' in outcome) return { problems: outcome.problems };
  const { clauses, ...whole } = outcome.clauses;
  return { ...whole, clauses: [...clauses] };
}
