import { settingsProblems, type NewTestDriveSettings } from './settings-problems.js';

const fine: NewTestDriveSettings = {
  dealerId: 'd',
  timeZone: 'Europe/London',
  hours: { weekly: { MONDAY: [{ opens: '09:00', closes: '24:00' }] }, exceptions: { '2026-12-24': [] } },
  slotMinutes: 45,
  pauseMinutes: 15,
  noticeMinutes: 60,
  horizonDays: 365,
  staff: null,
  needsConsent: false,
};
const pathsOf = (changed: Partial<NewTestDriveSettings>) =>
  settingsProblems({ ...fine, ...changed }).map(({ path }) => path);

describe('settingsProblems', () => {
  it('finds none where there is none', () => {
    expect(pathsOf({})).toEqual([]);
  });

  it('refuses hours of a day that overlap, as where a day is named twice, and takes those that meet', () => {
    const open = (...times: [string, string][]) => times.map(([opens, closes]) => ({ opens, closes }));
    const [meet, overlap] = [open(['13:00', '17:00'], ['09:00', '13:00']), open(['09:00', '12:00'], ['09:00', '12:00'])]; // prettier-ignore
    expect(pathsOf({ hours: { weekly: { MONDAY: meet }, exceptions: { '2026-12-24': meet } } })).toEqual([]);
    expect(pathsOf({ hours: { weekly: { MONDAY: overlap }, exceptions: {} } })).toEqual(['weekly']);
    expect(pathsOf({ hours: { weekly: {}, exceptions: { '2026-12-24': open(['09:00', '13:00'], ['12:59', '18:00']) } } })).toEqual(['exceptions.open']); // prettier-ignore
  });

  it('names everything that is wrong at once', () => {
    const weekly = { MONDAY: [{ opens: '18:00', closes: '09:00' }], FRIDAY: [{ opens: '9', closes: '10' }] };
    expect(pathsOf({ hours: { weekly, exceptions: { '2026-02-30': [], soon: [] } }, timeZone: 'Mars/Base', slotMinutes: 0, staff: 0 })).toEqual(
      ['timeZone', 'slotMinutes', 'staff', 'weekly', 'exceptions.date'],
    ); // prettier-ignore
  });
});
