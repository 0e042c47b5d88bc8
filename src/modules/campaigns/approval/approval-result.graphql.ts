import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { Campaign, toCampaign } from '../campaigns.graphql.js';
import type { ApprovalOutcome } from './approval.service.js';
import { approvalRefusals, type ApprovalRefusalCode } from './decide.js';

/** Refusals under their GraphQL spelling. */
export const ApprovalRefusalEnum = enumOf(approvalRefusals);
registerEnumType(ApprovalRefusalEnum, {
  name: 'ApprovalRefusal',
  description: 'Why something of approval was not done.',
  valuesMap: described<ApprovalRefusalCode>({
    CHANGED_SINCE: 'The campaign is no longer at the version that was looked at.',
    NOT_SUBMITTED: 'It is not handed in.',
    WRITTEN_BY_YOU: 'This key wrote or handed in some of it.',
    NOT_WHILE_LIVE:
      'The campaign is live, and would lose a bound that its launch asked for, or no longer be shown.',
    HELD: 'Approved, it would take out of use a creative that a running experiment shows.',
    NO_REASON: 'Sending back takes a reason of 1 to 1,000 characters.',
  }),
});

@ObjectType({ description: 'The campaign stays as it is.' })
export class ApprovalRefused {
  @Field(() => ApprovalRefusalEnum, { description: 'Why, for programs.' }) code!: ApprovalRefusalCode;
  @Field(() => String, { description: 'Why, for people.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

/** What handing in, approving, sending back and withdrawing answer. */
export const ApprovalResult = createUnionType({
  name: 'ApprovalResult',
  description: 'The campaign, or why nothing was done.',
  types: () => [Campaign, ApprovalRefused] as const,
  resolveType: (value: object) => ('remedy' in value ? 'ApprovalRefused' : 'Campaign'),
});

export function toApprovalResult(outcome: ApprovalOutcome, now: number): Campaign | ApprovalRefused {
  return 'refused' in outcome ? outcome.refused : toCampaign(outcome, now);
}
