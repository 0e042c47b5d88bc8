import { endingOf } from './ending.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const ending = (status: 'DRAFT' | 'RUNNING' | 'ENDED', endsAt: number | null, standing?: 'live' | 'paused' | 'ended') =>
  endingOf({ status, endsAt: endsAt === null ? null : new Date(endsAt) }, standing, now); // prettier-ignore

describe('the end of an experiment that nobody ends', () => {
  it('comes by its plan, at the planned instant, whatever its campaign does', () => {
    expect(ending('RUNNING', now, 'ended')).toEqual({ deed: 'RAN_OUT', at: new Date(now) });
    expect(ending('RUNNING', now - 5, 'live')).toEqual({ deed: 'RAN_OUT', at: new Date(now - 5) });
    expect(ending('RUNNING', now + 1, 'live')).toBeNull();
  });

  it('comes with the end of its campaign, and not with its pause', () => {
    expect(ending('RUNNING', now + 1, 'ended')).toEqual({ deed: 'CAMPAIGN_ENDED', at: new Date(now) });
    expect(ending('RUNNING', null, 'paused')).toBeNull();
    expect(ending('RUNNING', null)).toBeNull();
  });

  it('comes to none that is planned or over', () => {
    expect(ending('DRAFT', now - 1, 'ended')).toBeNull();
    expect(ending('ENDED', now - 1, 'ended')).toBeNull();
  });
});
