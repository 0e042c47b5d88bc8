import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import type { LogEntry } from '../../models/event/log-entry.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { codeAsKept } from './new-booking.js';
import { TestDriveRows } from './test-drive-rows.js';
import { problem, type TestDriveProblem } from './problem.js';

/** Somebody who says that they are there. */
export interface Arrival {
  readonly code: string;
  readonly anonymousId: string | null;
  readonly userId: string | null;
  readonly idempotencyKey: string;
}

/** Where somebody is, and for which drive; or why nobody can say. */
export type CheckInOutcome =
  | { readonly dealerId: string; readonly booking: TestDriveBookingRecord | null; readonly visitedAt: Date }
  | { readonly problems: readonly TestDriveProblem[] };

const longestId = 512;
/** How far back a visit is looked for that is sent again: that many events of one person. */
const looked = { pages: 10, rows: 100 };
const usedKey = problem('idempotencyKey', 'Another visit was recorded under this key.', 'Give each visit a key of its own.'); // prettier-ignore

/** Walk-ins: by the code of their booking, or by the code that stands in the showroom. */
@Injectable()
export class CheckIns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly events: EventsService,
    private readonly profiles: ProfilesService,
    private readonly clock: Clock,
  ) {}

  /**
   * Records the visit, durable before the answer; sent again with the same key it counts once, and is answered as it was. The same key for
   * somebody else, or somewhere else, is refused.
   */
  async checkIn(caller: Caller, arrival: Arrival): Promise<CheckInOutcome> {
    const { tenantId } = caller;
    const checkInCode = codeAsKept(arrival.code);
    const booking = await this.rows.bookings.find(this.dataSource.manager, tenantId, { checkInCode });
    const place = booking ?? (await this.rows.settings.findByCode(tenantId, checkInCode));
    const who = booking ?? arrival;
    const problems = arrivalProblems(arrival, place !== null, who);
    if (!place || problems.length > 0) return { problems };
    const visitedAt = this.clock.now();
    const messageId = `check-in:${arrival.idempotencyKey}`;
    const properties = { dealer: place.dealerId, ...(booking ? { bookingId: booking.id } : {}) };
    const { duplicates } = await this.events.record(caller, [
      {
        messageId,
        type: 'SHOWROOM_VISITED',
        name: 'Showroom Visited',
        anonymousId: who.anonymousId ?? undefined,
        userId: who.userId ?? undefined,
        occurredAt: visitedAt,
        properties,
      },
    ]);
    const first =
      duplicates === 0 ? { occurredAt: visitedAt } : await this.visit(caller, who, messageId, properties);
    if (!first) return { problems: [usedKey] };
    return { dealerId: place.dealerId, booking, visitedAt: new Date(first.occurredAt) };
  }

  /** The visit of somebody that was recorded under a key, among what they did last; null: it was another visit, or somebody else's. */
  private async visit(
    { tenantId, keyId }: Caller,
    { userId, anonymousId }: Pick<Arrival, 'anonymousId' | 'userId'>,
    messageId: string,
    { dealer, bookingId }: { readonly dealer: string; readonly bookingId?: string },
  ): Promise<LogEntry | null> {
    const mention = userId === null ? { anonymousId: anonymousId ?? '' } : { userId };
    const profile = await this.profiles.find({ tenantId }, mention);
    let before: readonly [string, string] | null = null;
    for (let page = 0; profile && page < looked.pages; page++) {
      const events: LogEntry[] = await this.events.latestOf(this.dataSource.manager, tenantId, profile.id, before, looked.rows);
      const found = events.find((event) => event.sourceId === keyId && event.messageId === messageId);
      const last = events.at(-1);
      if (found) return found.properties['dealer'] === dealer && found.properties['bookingId'] === bookingId ? found : null;
      if (!last || events.length < looked.rows) return null;
      before = [new Date(last.occurredAt).toISOString(), String(last.seq)];
    }
    return null;
  } // prettier-ignore
}

/** Everything that keeps somebody from being checked in. */
export function arrivalProblems(
  { idempotencyKey }: Pick<Arrival, 'idempotencyKey'>,
  isKnownCode: boolean,
  { anonymousId, userId }: Pick<Arrival, 'anonymousId' | 'userId'>,
): TestDriveProblem[] {
  const ids = [anonymousId, userId].filter((id) => id !== null);
  return [
    ...(isKnownCode ? [] : [problem('code', 'It is the code of no booking and of no showroom.', 'Type it as it stands on the booking or in the showroom.')]),
    ...(ids.length === 0 || ids.some((id) => id.length > longestId) ? [problem('viewer', 'Nobody is named, or by an id of more than 512 characters.', 'Give an id of theirs, or the code of their booking.')] : []),
    ...(idempotencyKey.trim() === '' || idempotencyKey.length > 200 ? [problem('idempotencyKey', 'It is empty, or longer than 200 characters.', 'Give a key of your own, another one for each visit.')] : []),
  ]; // prettier-ignore
}
