import fc from 'fast-check';
import { toCalendar, type CalendarEntry } from './to-calendar.js';

const entry: CalendarEntry = {
  id: '7a1f',
  sequence: 2,
  status: 'BOOKED',
  startsAt: new Date('2026-11-28T11:00:00Z'),
  endsAt: new Date('2026-11-28T11:45:00Z'),
  updatedAt: new Date('2026-11-26T09:30:15.250Z'),
  title: 'Test drive: Toyota RAV4',
  place: 'Bath Motors; Bath, by the river',
  checkInCode: 'K7QM-2RTX',
};
const made = new Date('2026-11-27T08:00:00Z');
/** What a calendar reads: lines put together again, each as a name and a value without escapes. */
const read = (file: string) =>
  new Map(
    file
      .replaceAll('\r\n ', '')
      .split('\r\n')
      .map((line) => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)] as const)
      .map(([name, value]) => [name, value.replaceAll(/\\([\\;,n])/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))]), // prettier-ignore
  );

describe('toCalendar', () => {
  it('is the drive, in UTC and to be told from what it was before', () => {
    expect(toCalendar(entry, made).split('\r\n')).toEqual([
      'BEGIN:VCALENDAR',
      'VERSION:2.0',
      'PRODID:-//Carousel//Test drives//EN',
      'METHOD:PUBLISH',
      'BEGIN:VEVENT',
      'UID:7a1f',
      'SEQUENCE:2',
      'DTSTAMP:20261127T080000Z',
      'LAST-MODIFIED:20261126T093015Z',
      'DTSTART:20261128T110000Z',
      'DTEND:20261128T114500Z',
      'SUMMARY:Test drive: Toyota RAV4',
      String.raw`LOCATION:Bath Motors\; Bath\, by the river`,
      'DESCRIPTION:Check in with K7QM-2RTX',
      'STATUS:TENTATIVE',
      'END:VEVENT',
      'END:VCALENDAR',
      '',
    ]);
  });

  it('takes a cancelled drive out of calendars', () => {
    const file = read(toCalendar({ ...entry, status: 'CANCELLED' }, made));
    expect([file.get('METHOD'), file.get('STATUS')]).toEqual(['CANCEL', 'CANCELLED']);
  });

  it('says whatever a text says, in lines of at most 75 octets, and adds nothing to the file', () => {
    const text = fc.oneof(fc.string({ unit: 'binary', maxLength: 200 }), fc.string({ unit: fc.constantFrom(';', ',', '\\', '\n', '\r', 'n', ':', '车', '🚗', 'BEGIN:VEVENT'), maxLength: 60 })); // prettier-ignore
    fc.assert(
      fc.property(text, text, (title, place) => {
        const file = toCalendar({ ...entry, title, place }, made);
        for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
        expect(file.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
        expect(file.split('\r\n').filter((line) => line.startsWith('BEGIN:'))).toHaveLength(2);
        const said = (value: string) => value.replaceAll(/\r\n?/g, '\n').replaceAll(/[^\P{Cc}\n\t]/gu, '');
        const found = read(file);
        expect([found.get('SUMMARY'), found.get('LOCATION')]).toEqual([said(title), said(place)]);
      }),
    );
  });
});
