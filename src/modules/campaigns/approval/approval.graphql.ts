import { Field, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import { approvalSchema, approvalStates, type ApprovalState, type StoredApproval } from '../../../models/campaign/approval.js'; // prettier-ignore
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';

/** States of approval under their GraphQL spelling. */
export const ApprovalStateEnum = enumOf(approvalStates);
registerEnumType(ApprovalStateEnum, {
  name: 'ApprovalState',
  description: 'Where approval stands.',
  valuesMap: described<ApprovalState>({
    OPEN: 'Being written; not handed in since it last changed.',
    SUBMITTED: 'Handed in: somebody is to approve it or send it back.',
    SENT_BACK: 'Sent back, with a reason.',
    APPROVED: 'Approved as it is.',
  }),
});

@ObjectType({
  description: 'Approval of a campaign: of its proposed changes where there are any, else of all of it.',
})
export class CampaignApproval {
  @Field(() => ApprovalStateEnum, { description: 'Where it stands.' }) state!: ApprovalState;
  @Field(() => [ID], { description: 'Keys that wrote what is not approved yet, by their public ids.' })
  authors!: string[];
  @Field(() => ID, { nullable: true, description: 'Key that handed it in.' }) submittedBy!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When.' }) submittedAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'Key that approved it or sent it back.' })
  decidedBy!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When.' }) decidedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Why it was sent back.' }) reason!: string | null;
}

@ObjectType({ description: 'How you go about your campaigns.' })
export class CampaignSettings {
  @Field(() => Boolean, { description: 'Nothing is launched that nobody approved, nor changed while it runs.' })
  approvalNeeded!: boolean;
  @Field(() => Boolean, { description: 'Whoever wrote it may approve it.' }) authorsMayApprove!: boolean;
} // prettier-ignore

@InputType({ description: 'How to go about campaigns from now on.' })
export class CampaignSettingsInput {
  @Field(() => Boolean, { description: 'Whether launching, and changing what runs, needs approval.' })
  approvalNeeded!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'Whether whoever wrote it may approve it.' })
  authorsMayApprove!: boolean;
}

export function toApproval(stored: StoredApproval): CampaignApproval {
  const { submittedAt, decidedAt, ...approval } = approvalSchema.parse(stored);
  return {
    ...approval,
    submittedAt: submittedAt === null ? null : new Date(submittedAt),
    decidedAt: decidedAt === null ? null : new Date(decidedAt),
  };
}
