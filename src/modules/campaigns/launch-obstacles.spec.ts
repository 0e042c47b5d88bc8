import { approvalSchema } from '../../models/campaign/approval.js';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import { houseTerms, type CampaignTerms } from '../../models/campaign/campaign-terms.js';
import type { CampaignStatus } from '../../models/campaign/campaign.entity.js';
import { creativeDraft } from '../../../test/factories/campaign.js';
import { emptyContent } from './content.js';
import { newCreative, type CreativeDraft } from './creative-problems.js';
import { launchObstacles, obstaclesTo, type LaunchFacts } from './launch-obstacles.js';

const now = Date.parse('2026-12-10T12:00:00Z');
const facts: LaunchFacts = { vehiclesInScope: 1, floors: [0], currency: 'GBP', isDealerGone: false, approvalNeeded: false }; // prettier-ignore
const saying = (draft: Partial<CreativeDraft> = {}) => newCreative(creativeDraft(draft), new Date(now));
const ready: CampaignContent = { ...emptyContent('Europe/London'), placements: ['home-hero'], creatives: [saying()] }; // prettier-ignore
const on = (terms: Partial<CampaignTerms>) => ({ ...ready, terms: { ...houseTerms, ...terms } });
const standing = (status: CampaignStatus, endsAt: Date | null = null) => ({ status, endsAt, approval: {}, proposal: null }); // prettier-ignore
const draft = standing('draft');
const codes = (...args: Parameters<typeof obstaclesTo>) => obstaclesTo(...args).map(({ code }) => code);

describe('obstaclesTo', () => {
  it('finds none when all is there', () => expect(codes(draft, ready, facts, now)).toEqual([]));

  it('names everything that is missing at once', () =>
    expect(
      codes(standing('draft', new Date(now)), emptyContent('UTC'), { ...facts, vehiclesInScope: 0 }, now),
    ).toEqual(['SCHEDULE_PASSED', 'NO_CREATIVE', 'NO_PLACEMENT', 'NO_VEHICLE_IN_STOCK']));

  it('says that an ended campaign stays ended', () =>
    expect(codes(standing('ended'), ready, facts, now)).toEqual(['ENDED']));

  it('lets a campaign whose schedule passed go on once the end is moved', () => {
    expect(codes(standing('live', new Date(now - 1)), ready, facts, now)).toEqual(['SCHEDULE_PASSED']);
    expect(codes(standing('live', new Date(now + 1)), ready, facts, now)).toEqual([]);
  });

  it.each<[string, CampaignContent, Partial<LaunchFacts>]>([
    ['NO_BUDGET', on({ bid: { kind: 'PER_CLICK', amount: 1 } }), {}],
    ['DAILY_ABOVE_TOTAL', on({ budget: { total: 10, daily: 11 } }), {}],
    [
      'BELOW_EVERY_FLOOR',
      on({ bid: { kind: 'PER_THOUSAND', amount: 5 }, budget: { total: 1, daily: null } }),
      { floors: [6, 7] },
    ],
    ['WRONG_CURRENCY', on({ currency: 'EUR' }), {}],
    ['NO_GOAL', { ...on({ delivery: 'GUARANTEED' }), endsAt: '2027-01-01T00:00:00.000Z' }, {}],
    ['NO_END', on({ delivery: 'GUARANTEED', goal: { amount: 1, of: 'CLICKS' } }), {}],
    [
      'NEVER_OPEN',
      {
        ...on({ dayparts: [{ days: ['MONDAY'], from: '09:00', until: '10:00' }] }),
        endsAt: '2026-12-14T09:00:00.000Z',
      },
      {},
    ],
    ['CAP_OF_ZERO', on({ frequencyCaps: [{ scope: 'CAMPAIGN', window: 'DAY', most: 0 }] }), {}],
    ['NO_WEIGHT', { ...on({ creativeRotation: 'WEIGHTED' }), creatives: [{ ...saying(), weight: 0 }] }, {}],
    ['DEALER_GONE', ready, { isDealerGone: true }],
    ['NO_DISCLOSURE', { ...ready, creatives: [saying({ headline: 'Only 299 a month' })] }, {}],
    ['NOT_APPROVED', ready, { approvalNeeded: true }],
  ])('finds %s, and nothing else', (code, content, more) => {
    expect(codes(draft, content, { ...facts, ...more }, now)).toEqual([code]);
  });

  it('lets through what was approved, and what has room under one floor', () => {
    const approval = approvalSchema.parse({ state: 'APPROVED' });
    expect(codes({ ...draft, approval }, ready, { ...facts, approvalNeeded: true }, now)).toEqual([]);
    const bidding = on({ bid: { kind: 'PER_THOUSAND', amount: 5 }, budget: { total: 1, daily: null } });
    expect(codes(draft, bidding, { ...facts, floors: [9, 5] }, now)).toEqual([]);
  });

  it('has a place for each code, and gives each a remedy', () => {
    const everything = { ...facts, vehiclesInScope: 0, approvalNeeded: true, isDealerGone: true };
    for (const { code, message, remedy } of obstaclesTo(standing('ended'), emptyContent('UTC'), everything, now)) {
      expect(launchObstacles).toContain(code);
      expect([message, remedy].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
    }
  }); // prettier-ignore
});
