import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { Farewell } from '../farewell.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { DriveMakings } from './drive-makings.js';
import type { DriveChangeOutcome } from './drive-money.service.js';
import { refused, unknownDrive } from './drive-outcome.js';
import { clockSkewMs } from './said.js';
import { isElsewhere, type WholeDrive } from './whole-drives.js';

/** That a car is back. */
export interface ReturnSaying {
  readonly bookingId: string;
  readonly returnedAt: Date;
  /** As the car shows it, in its own unit; null: nobody looked. */
  readonly mileage: number | null;
}

const mostMileage = 5_000_000;

/** Cars that come back: the drive took place. */
@Injectable()
export class DriveReturns {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makings: DriveMakings,
    private readonly farewell: Farewell,
    private readonly clock: Clock,
  ) {}

  /** Records the return, durable before the answer. Said again it counts once; another time or mileage of it is refused. */
  async record(caller: Caller, said: ReturnSaying): Promise<DriveChangeOutcome> {
    const outcome = await this.dataSource.transaction((manager) => this.recordIn(manager, caller, said));
    if (outcome.kind === 'DRIVE') await this.makings.teller.tellOf(outcome.whole.booking);
    return outcome;
  }

  private async recordIn(manager: EntityManager, caller: Caller, said: ReturnSaying): Promise<DriveChangeOutcome> {
    const whole = await this.makings.wholes.hold(manager, caller.tenantId, said.bookingId);
    if (!whole || isElsewhere(caller, whole)) return refused(unknownDrive);
    const { booking, drive } = whole;
    const { returnedAt, mileage } = said;
    if (drive.returnedAt && drive.returnedAt.getTime() !== returnedAt.getTime()) return refused(backBefore);
    if (drive.returnedAt) return drive.mileage === mileage ? { kind: 'DRIVE', whole } : refused(otherMileage);
    const now = this.clock.now();
    const problems = returnProblems(whole, said, now);
    if (problems.length > 0) return refused(...problems);
    const isLate = returnedAt.getTime() > booking.endsAt.getTime();
    const overdueAt = drive.overdueAt ?? (isLate ? booking.endsAt : null);
    const { rows } = this.makings;
    const change = { status: 'ATTENDED' as const, ...freedBy(booking, returnedAt) };
    await rows.bookings.change(manager, booking, change, new Date(now));
    await rows.drives.change(manager, booking, { returnedAt, mileage, overdueAt });
    await rows.notes.dropReminders(manager, booking);
    await rows.notes.add(manager, booking, [
      ...(isLate && !drive.overdueAt ? [{ kind: 'OVERDUE' as const, dueAt: booking.endsAt.getTime() }] : []),
      { kind: 'ATTENDED', dueAt: Math.min(returnedAt.getTime(), now) },
      { kind: 'RETURNED', dueAt: Math.min(returnedAt.getTime(), now) },
    ]);
    const after = { booking: { ...booking, ...change }, drive: { ...drive, returnedAt, mileage, overdueAt } };
    await this.farewell.loosen(manager, after);
    return { kind: 'DRIVE', whole: { ...whole, ...after } };
  } // prettier-ignore
}

/** A car that is back early ends its drive, and is there for others as soon as it is ready; one that is late was free before. */
function freedBy({ startsAt, endsAt, heldUntil }: WholeDrive['booking'], returnedAt: Date) {
  if (returnedAt >= endsAt) return {};
  // A drive has to last, if only for a moment: the table asks for it.
  const end = Math.max(returnedAt.getTime(), startsAt.getTime() + 1);
  return { endsAt: new Date(end), heldUntil: new Date(end + heldUntil.getTime() - endsAt.getTime()) };
}

function returnProblems({ drive }: WholeDrive, { returnedAt, mileage }: ReturnSaying, now: number): TestDriveProblem[] {
  const out = drive.keyReleasedAt?.getTime();
  if (out === undefined) return [problem('bookingId', 'Its key was not released: nobody has the car.', 'Release it with `releaseTestDriveKey` first.')];
  const isTime = returnedAt.getTime() >= out && returnedAt.getTime() <= now + clockSkewMs;
  const isMileage = mileage === null || (Number.isInteger(mileage) && mileage >= 0 && mileage <= mostMileage);
  return [
    ...(isTime ? [] : [problem('returnedAt', 'It lies before the key was released, or in the future.', 'Give the instant at which the car was back.')]),
    ...(isMileage ? [] : [problem('mileage', `It lies outside 0 to ${mostMileage}.`, 'Give what the car shows, or leave it out.')]),
  ];
} // prettier-ignore

const backBefore = problem('returnedAt', 'The car was back at another time already.', 'Ask `programmeDrive` when.'); // prettier-ignore
const otherMileage = problem('mileage', 'The return was recorded with another mileage.', 'Say what was said first.'); // prettier-ignore
