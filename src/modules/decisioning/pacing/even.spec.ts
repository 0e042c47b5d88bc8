import { houseTerms } from '../../../models/campaign/campaign-terms.js';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { evenPace } from './even.js';

const day = Date.parse('2026-11-23T00:00:00Z');
const hour = 3_600_000;
const campaign = (daily: number | null, total: number | null, endsAt: number | null): LiveCampaign => ({
  ...{ id: 'c', name: 'C', revision: 1, advertiserId: null, categories: [], timeZone: 'Europe/London' },
  terms: { ...houseTerms, bid: { kind: 'PER_THOUSAND', amount: 1_000 }, budget: { daily, total } },
  ...{ startsAt: day, endsAt, placements: new Set<string>(), include: [], exclude: [], creatives: [], covers: () => true },
}); // prettier-ignore

describe('a campaign nobody paces', () => {
  it('takes part as long as it has spent no more than the clock allows', () => {
    const share = (spent: number, at: number) => evenPace(campaign(240, null, null), () => spent, day + at * hour).share; // prettier-ignore
    expect([share(0, 0), share(90, 10), share(101, 10), share(101, 11)]).toEqual([1, 1, 0, 1]);
  });

  it('keeps to each of its budgets', () => {
    const both = campaign(240, 480, day + 240 * hour);
    expect(evenPace(both, ({ of }) => (of === 'DAY' ? 10 : 30), day + 12 * hour).share).toBe(0);
    expect(evenPace(both, ({ of }) => (of === 'DAY' ? 10 : 20), day + 12 * hour).share).toBe(1);
  });

  it('has nothing to keep to where its budget has no end', () => {
    expect(evenPace(campaign(null, 480, null), () => 479, day).share).toBe(1);
  });
});
