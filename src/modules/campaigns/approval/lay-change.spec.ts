import { approvalSchema, type ApprovalState } from '../../../models/campaign/approval.js';
import type { CampaignStatus } from '../../../models/campaign/campaign.entity.js';
import { creativeDraft } from '../../../../test/factories/campaign.js';
import { emptyContent } from '../content.js';
import { newCreative } from '../creative-problems.js';
import { isApproved, layChange } from './lay-change.js';

const shown = { ...emptyContent('UTC'), name: 'Winter', creatives: [newCreative(creativeDraft(), new Date(0))] }; // prettier-ignore
const moved = { ...shown, endsAt: '2027-01-01T00:00:00.000Z' };
const renamed = {
  ...shown,
  name: 'Spring',
  creatives: shown.creatives.map((each) => ({ ...each, name: 'B' })),
};
const at = (status: CampaignStatus, state: ApprovalState = 'OPEN', proposal: typeof shown | null = null) => ({ status, approval: approvalSchema.parse({ state, authors: ['ann'] }), proposal }); // prettier-ignore
const lay = (campaign: ReturnType<typeof at>, after: typeof shown, needed = true) =>
  layChange(campaign, shown, after, needed, 'bob');

describe('layChange', () => {
  it('goes nowhere where it changes nothing', () => {
    expect(lay(at('live', 'APPROVED'), { ...shown })).toEqual({ kind: 'SAME' });
    expect(lay(at('live', 'SUBMITTED', moved), moved)).toEqual({ kind: 'SAME' });
  });

  it('goes in at once where nothing is shown or nobody has to approve', () => {
    expect(lay(at('draft', 'SUBMITTED'), moved)).toMatchObject({ kind: 'DIRECT', approval: { state: 'OPEN', authors: ['ann', 'bob'] } }); // prettier-ignore
    expect(lay(at('live', 'APPROVED'), moved, false)).toMatchObject({ kind: 'DIRECT' });
    expect(lay(at('paused', 'OPEN'), moved)).toMatchObject({ kind: 'DIRECT' });
  });

  it('waits beside what is shown and approved, and has to be handed in again after each change', () => {
    for (const campaign of [
      at('live', 'APPROVED'),
      at('live'),
      at('paused', 'APPROVED'),
      at('live', 'SUBMITTED', renamed),
    ])
      expect(lay(campaign, moved)).toMatchObject({ kind: 'PROPOSAL', approval: { state: 'OPEN' } });
  });

  it('needs nobody for names, and ends a proposal that comes back to what is shown', () => {
    expect(lay(at('live', 'APPROVED'), renamed)).toMatchObject({ kind: 'DIRECT', approval: { state: 'APPROVED' } }); // prettier-ignore
    expect(lay(at('live', 'SUBMITTED', moved), shown)).toMatchObject({ kind: 'DIRECT', approval: { state: 'APPROVED', authors: [] } }); // prettier-ignore
  });

  it('counts what is shown as approved while a change of it waits', () => {
    expect(isApproved(at('paused', 'SENT_BACK', moved))).toBe(true);
    expect(isApproved(at('draft', 'SUBMITTED'))).toBe(false);
    expect(isApproved(at('draft', 'APPROVED'))).toBe(true);
  });
});
