import type { CampaignStatus } from '../../models/campaign/campaign.entity.js';
import { isRunning, statusAt, transition, type CampaignAction } from './transition.js';

describe('transition', () => {
  it.each<[CampaignStatus, CampaignAction, CampaignStatus | null]>([
    ['draft', 'launch', 'live'],
    ['draft', 'pause', null],
    ['draft', 'end', 'ended'],
    ['live', 'launch', 'live'],
    ['live', 'pause', 'paused'],
    ['live', 'end', 'ended'],
    ['paused', 'launch', 'live'],
    ['paused', 'pause', 'paused'],
    ['paused', 'end', 'ended'],
    ['ended', 'launch', null],
    ['ended', 'pause', null],
    ['ended', 'end', 'ended'],
  ])('%s + %s → %s', (from, action, to) => expect(transition(from, action)).toBe(to));
});

describe('a campaign against the clock', () => {
  const at = (iso: string) => new Date(iso);
  const december = { startsAt: at('2026-12-01T00:00:00Z'), endsAt: at('2027-01-01T00:00:00Z') };
  it.each<[CampaignStatus, string, CampaignStatus, boolean]>([
    ['live', '2026-11-30T23:59:59.999Z', 'live', false],
    ['live', '2026-12-01T00:00:00.000Z', 'live', true],
    ['live', '2026-12-31T23:59:59.999Z', 'live', true],
    ['live', '2027-01-01T00:00:00.000Z', 'ended', false],
    ['paused', '2026-12-15T00:00:00.000Z', 'paused', false],
    ['paused', '2027-01-01T00:00:00.000Z', 'ended', false],
    ['draft', '2027-01-01T00:00:00.000Z', 'draft', false],
    ['ended', '2026-12-15T00:00:00.000Z', 'ended', false],
  ])('%s at %s is %s', (status, now, standing, running) => {
    const campaign = { ...december, status };
    expect(statusAt(campaign, Date.parse(now))).toBe(standing);
    expect(isRunning(campaign, Date.parse(now))).toBe(running);
  });

  it('needs no schedule to run', () =>
    expect(isRunning({ status: 'live', startsAt: null, endsAt: null }, 0)).toBe(true));
});
