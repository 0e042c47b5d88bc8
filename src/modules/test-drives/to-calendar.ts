import type { TestDriveStatus } from '../../models/test-drive/test-drive.js';

/** What a calendar is told of a drive. */
export interface CalendarEntry {
  readonly id: string;
  readonly sequence: number;
  readonly status: TestDriveStatus;
  readonly startsAt: Date;
  readonly endsAt: Date;
  /** When something of it changed last. */
  readonly updatedAt: Date;
  /** What is driven: `Test drive: Toyota RAV4`. */
  readonly title: string;
  /** Where: the dealer's name and city. */
  readonly place: string;
  readonly checkInCode: string;
}

/** Octets a line may have without its end, says RFC 5545. */
const longestLine = 75;
const statuses: Readonly<Record<TestDriveStatus, string>> = {
  BOOKED: 'TENTATIVE',
  CONFIRMED: 'CONFIRMED',
  ATTENDED: 'CONFIRMED',
  NO_SHOW: 'CANCELLED',
  CANCELLED: 'CANCELLED',
};

/**
 * A drive as an iCalendar file (RFC 5545). Its id and a sequence that grows let a calendar put a moved drive in the place of
 * the one it knows, and take out one that is cancelled.
 * @param now when the file is made, which with a method is what DTSTAMP says
 */
export function toCalendar(entry: CalendarEntry, now: Date): string {
  const status = statuses[entry.status];
  return [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Carousel//Test drives//EN',
    `METHOD:${status === 'CANCELLED' ? 'CANCEL' : 'PUBLISH'}`,
    'BEGIN:VEVENT',
    `UID:${entry.id}`,
    `SEQUENCE:${entry.sequence}`,
    `DTSTAMP:${utc(now)}`,
    `LAST-MODIFIED:${utc(entry.updatedAt)}`,
    `DTSTART:${utc(entry.startsAt)}`,
    `DTEND:${utc(entry.endsAt)}`,
    `SUMMARY:${escaped(entry.title)}`,
    `LOCATION:${escaped(entry.place)}`,
    `DESCRIPTION:${escaped(`Check in with ${entry.checkInCode}`)}`,
    `STATUS:${status}`,
    'END:VEVENT',
    'END:VCALENDAR',
  ]
    .map((line) => `${folded(line)}\r\n`)
    .join('');
}

/** `20261128T110000Z`. */
function utc(at: Date): string {
  return `${at.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

/** A text as a value: what would end it or part it is escaped, and what no text may hold is left out. */
export function escaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '')
    .replaceAll(/[\\;,]/g, String.raw`\$&`)
    .replaceAll('\n', String.raw`\n`);
}

/** A line of at most 75 octets, gone on with behind a space; no character is torn. */
export function folded(line: string): string {
  let [text, octets] = ['', 0];
  for (const character of line) {
    const length = Buffer.byteLength(character);
    if (octets + length > longestLine) {
      text += '\r\n ';
      octets = 1;
    }
    text += character;
    octets += length;
  }
  return text;
}
