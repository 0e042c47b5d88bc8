import { lonelyCar, bidderCampaign, perView, showing } from '../../../../test/factories/auction.js';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { enter } from '../auction/entrants.js';
import { choose } from '../choose.js';
import { holdingIn, type HeldBack } from './taking-part.js';
import { expectedOf, missedBy } from './expected.js';

const [rich, held] = [bidderCampaign('Rich', perView(6_000)), bidderCampaign('Held', perView(8_000))];
const car = lonelyCar('only');

/** A page of one position for the car, as paces hold campaigns back. */
function auction(paces: ReadonlyMap<string, HeldBack>, campaigns: readonly LiveCampaign[] = [rich, held], count = 1, floorMicros = 0) {
  const field = enter(campaigns.map((campaign) => showing(campaign, car)), { floorMicros, now: 0, letGo: new Set(), boostsAgeing: true, nearlySpent: new Map(), holding: holdingIn(paces, 1) });
  const asked = { count, neverSeen: false, separatesCompetitors: false, exclusive: false, explored: 0.1 };
  const chosen = choose(field.entrants, asked, () => 0).map((offer) => ({ ...offer, billed: null }));
  return { chosen, shown: expectedOf(chosen, paces), missed: missedBy(field, chosen, asked, paces) };
} // prettier-ignore

const pace = (multiplier: number) => new Map([[held.id, { multiplier, share: 1 }]]);

describe('what pacing is told of an auction', () => {
  it('is the least multiplier that would have sold what is shown, whatever the pace', () => {
    for (const multiplier of [0.8, 0.9, 1]) {
      const { chosen, shown } = auction(pace(multiplier));
      expect(chosen.map(({ campaign }) => campaign)).toEqual([held]);
      expect(shown[0]?.threshold).toBeCloseTo(6_000 / 8_000, 2);
    }
  });

  it('is, of what was lost to a higher bid, what it would have taken, as it would be with that', () => {
    const { chosen, missed } = auction(pace(0.5));
    expect(chosen.map(({ campaign }) => campaign)).toEqual([rich]);
    expect(missed).toHaveLength(1);
    expect(missed[0]).toMatchObject({ campaignId: held.id, outcomes: 0.01 });
    expect(missed[0]?.threshold).toBeCloseTo(6_000 / 8_000, 2);
    expect(missed[0]?.cost).toBeCloseTo(6_000, -2);
    expect(auction(pace(0.8)).shown[0]?.threshold).toBeCloseTo(missed[0]?.threshold ?? 0, 2);
  });

  it('is what reaches the floor, where its pace leaves less of its bid', () => {
    const { chosen, missed } = auction(pace(0.5), [held], 2, 5_000_000);
    expect(chosen).toEqual([]);
    expect(missed).toMatchObject([{ campaignId: held.id, cost: 5_000, threshold: 5_000 / 8_000 }]);
    expect(auction(pace(0.5), [held], 2, 9_000_000).missed).toEqual([]);
  });

  it('is nothing where its whole bid would not have won, where the page has room, or where nobody is held back', () => {
    expect(auction(pace(0.5), [bidderCampaign('Richer', perView(9_000)), held]).missed).toEqual([]);
    expect(auction(pace(0.5), [rich, held], 2).missed).toEqual([]);
    expect(auction(new Map()).missed).toEqual([]);
  });
});
