import { bidderCampaign, perView } from '../../../../test/factories/auction.js';
import { barredBy } from './barred.js';
import { limitsOf, totalKey } from './campaign-limits.js';

const campaign = bidderCampaign('Small', perView(900_000), { budget: { total: 10_000_000, daily: null } });
const limits = limitsOf([campaign]);

function barredAt(spent: number, held = 0) {
  const taken = new Map([[totalKey(campaign.id), { held, spent }]]);
  const { campaigns, nearlySpent } = barredBy({ limits, taken, occurrences: [], now: 0 });
  return { step: campaigns.get(campaign), left: nearlySpent.get(campaign) };
}

describe('what budgets say beforehand', () => {
  it('is nothing as long as one outcome at the whole bid can be paid', () => {
    expect(barredAt(0)).toEqual({ step: undefined, left: undefined });
    expect(barredAt(9_100_000)).toEqual({ step: undefined, left: undefined });
  });

  it('is what is left where it cannot, what is held for others counted as gone', () => {
    expect(barredAt(9_100_001)).toEqual({ step: undefined, left: 899_999 });
    expect(barredAt(5_000_000, 4_900_000)).toEqual({ step: undefined, left: 100_000 });
  });

  it('bars who has nothing left', () => {
    expect(barredAt(10_000_000)).toEqual({ step: 'BUDGET', left: undefined });
    expect(barredAt(9_000_000, 1_500_000)).toEqual({ step: 'BUDGET', left: undefined });
  });
});
