import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
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

/** Walk-ins: by the code of their booking, or by the code that stands in the showroom. */
@Injectable()
export class CheckIns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly rows: TestDriveRows,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** Records the visit, durable before the answer; sent again with the same key it counts once. */
  async checkIn(caller: Caller, arrival: Arrival): Promise<CheckInOutcome> {
    const { tenantId } = caller;
    const checkInCode = arrival.code.trim().toUpperCase();
    const booking = await this.rows.bookings.find(this.dataSource.manager, tenantId, { checkInCode });
    const place = booking ?? (await this.rows.settings.findByCode(tenantId, checkInCode));
    const who = booking ?? arrival;
    const problems = arrivalProblems(arrival, place !== null, who);
    if (!place || problems.length > 0) return { problems };
    const visitedAt = this.clock.now();
    await this.events.record(caller, [
      {
        messageId: `check-in:${arrival.idempotencyKey}`,
        type: 'SHOWROOM_VISITED',
        name: 'Showroom Visited',
        anonymousId: who.anonymousId ?? undefined,
        userId: who.userId ?? undefined,
        occurredAt: visitedAt,
        properties: { dealer: place.dealerId, ...(booking ? { bookingId: booking.id } : {}) },
      },
    ]);
    return { dealerId: place.dealerId, booking, visitedAt: new Date(visitedAt) };
  }
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
