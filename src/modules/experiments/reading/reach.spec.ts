import { reachOf } from './reach.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const running = { status: 'RUNNING', startsAt: new Date(now - 1), endsAt: null } as const;
const kindOf = (...[experiment, campaign, withCampaign]: [Parameters<typeof reachOf>[0], Parameters<typeof reachOf>[1], boolean?]) =>
  reachOf(experiment, campaign, withCampaign ?? false, now).kind; // prettier-ignore

describe('whether new people take part in an experiment', () => {
  it('follows its campaign', () => {
    expect(kindOf(running, 'live')).toBe('OPEN');
    expect(kindOf(running, undefined)).toBe('OPEN');
    expect(kindOf(running, 'paused')).toBe('CAMPAIGN_PAUSED');
    expect(kindOf(running, 'to begin')).toBe('CAMPAIGN_TO_BEGIN');
    expect(kindOf(running, 'draft')).toBe('CAMPAIGN_NOT_LAUNCHED');
    expect(kindOf(running, 'ended')).toBe('CAMPAIGN_ENDED');
  });

  it('follows its own plan', () => {
    expect(kindOf({ ...running, startsAt: new Date(now + 1) }, 'live')).toBe('TO_BEGIN');
    expect(kindOf({ ...running, endsAt: new Date(now) }, 'live')).toBe('OVER');
    expect(kindOf({ ...running, endsAt: new Date(now + 1) }, 'live')).toBe('OPEN');
  });

  it('keeps saying what ended it', () => {
    const over = { ...running, status: 'ENDED', endsAt: new Date(now - 1) } as const;
    expect(kindOf(over, 'ended', true)).toBe('CAMPAIGN_ENDED');
    expect(kindOf(over, 'ended')).toBe('OVER');
    expect(kindOf(over, 'paused')).toBe('OVER');
  });
});
