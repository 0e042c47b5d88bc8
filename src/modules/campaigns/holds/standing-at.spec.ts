import { standingAt } from './standing-at.js';

const now = Date.parse('2026-11-28T12:00:00Z');
const at = (offset: number | null) => (offset === null ? null : new Date(now + offset));
const standing = (status: 'draft' | 'live' | 'paused' | 'ended', starts: number | null, ends: number | null) =>
  standingAt({ status, startsAt: at(starts), endsAt: at(ends) }, now); // prettier-ignore

describe('where a campaign stands for those who count on it', () => {
  it('is live from its first instant on, and not before', () => {
    expect(standing('live', 1, null)).toBe('to begin');
    expect(standing('live', 0, null)).toBe('live');
    expect(standing('live', null, 1)).toBe('live');
    expect(standing('live', -2, 0)).toBe('ended');
  });

  it('is what was done to it where it is not live', () => {
    expect(standing('draft', 1, null)).toBe('draft');
    expect(standing('paused', 1, null)).toBe('paused');
    expect(standing('ended', 1, null)).toBe('ended');
  });
});
