import fc from 'fast-check';
import { timeIn } from './written-time.js';

const read = (date: string, timeOfDay = '', format?: string) => {
  const at = timeIn(date, timeOfDay, 'Europe/London', format);
  return at === null ? null : new Date(at).toISOString();
};

describe('timeIn', () => {
  it.each([
    ['2026-07-01T15:30:00Z', '', '2026-07-01T15:30:00.000Z'],
    ['2026-07-01T15:30:00+02:00', '', '2026-07-01T13:30:00.000Z'],
    ['2026-07-01 15:30', '', '2026-07-01T14:30:00.000Z'],
    ['2026-07-01', '15:30', '2026-07-01T14:30:00.000Z'],
    ['2026-01-01', '', '2026-01-01T00:00:00.000Z'],
    ['1.7.2026 15:30', '', '2026-07-01T14:30:00.000Z'],
    ['01.07.2026', '', '2026-06-30T23:00:00.000Z'],
    ['2026/07/01 9:05', '', '2026-07-01T08:05:00.000Z'],
  ])('reads %s %s as %s', (date, timeOfDay, at) => expect(read(date, timeOfDay)).toBe(at));

  it.each(['03/04/2026', '2026', '20260701', '2026-13-01', 'yesterday', '', '46204.5'])('does not guess what %s means', (date) => {
    expect(read(date)).toBeNull();
  }); // prettier-ignore

  it('reads by the format it is given, and by no other', () => {
    expect(read('03/04/2026 10:00', '', 'dd/MM/yyyy HH:mm')).toBe('2026-04-03T09:00:00.000Z');
    expect(read('2026-04-03', '', 'dd/MM/yyyy HH:mm')).toBeNull();
  });

  it('has an answer for any text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.option(fc.string(), { nil: undefined }), (a, b, format) => {
        const at = timeIn(a, b, 'Europe/London', format);
        expect(at === null || Number.isFinite(at)).toBe(true);
      }),
    );
  });
});
