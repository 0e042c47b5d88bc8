import { readInstant } from './written-instant.js';

const iso = (written: string) => {
  const time = readInstant(written);
  return time === undefined ? undefined : new Date(time).toISOString();
};

describe('readInstant', () => {
  it.each([
    ['2026-11-28', '2026-11-28T00:00:00.000Z'],
    ['2026-11-28T12:00', '2026-11-28T12:00:00.000Z'],
    ['2026-11-28T12:00:00.250', '2026-11-28T12:00:00.250Z'],
    ['2026-11-28T12:00:00z', '2026-11-28T12:00:00.000Z'],
    ['2026-11-28T12:00:00+05', '2026-11-28T07:00:00.000Z'],
    ['2026-11-28 12:00:00-05', '2026-11-28T17:00:00.000Z'],
    ['2026-11-28T12:00:00+0530', '2026-11-28T06:30:00.000Z'],
    ['2026-11-28T12:00:00+05:30', '2026-11-28T06:30:00.000Z'],
    ['2024-02-29T12:00:00Z', '2024-02-29T12:00:00.000Z'],
  ])('reads %s as %s, wherever it runs', (written, read) => {
    expect(iso(written)).toBe(read);
  });

  it.each(['', 'soon', '28.11.2026', '2026-02-30', '2026-02-29T12:00:00Z', '2026-13-01', '2026-11-31T00:00+01:00', '2026-11-28Tnoon'])(
    'takes %j for none',
    (written) => {
      expect(readInstant(written)).toBeUndefined();
    },
  ); // prettier-ignore
});
