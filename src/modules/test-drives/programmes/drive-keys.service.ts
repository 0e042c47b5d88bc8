import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { IdentityCheckRecord } from '../../../models/test-drive/identity-check.entity.js';
import type { IdentityCheckState, KeyRefusal } from '../../../models/test-drive/programme-drive.js';
import { Clock } from '../../platform/clock.js';
import { newKeyCode } from './drive-maker.js';
import { requestIdOf } from '../new-booking.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { over } from '../transition.js';
import { DriveMakings } from './drive-makings.js';
import type { DriveChangeOutcome } from './drive-money.service.js';
import { otherKey, refused, unknownDrive, type Refused } from './drive-outcome.js';
import { keyRefusals } from './key-refusals.js';
import { clockSkewMs, sayingProblems, textProblems, type Saying } from './said.js';
import { stageOf } from './stage.js';
import { StatementsRepository } from './statements.repository.js';
import { isElsewhere, type WholeDrive } from './whole-drives.js';
import { writeOnce } from './write-once.js';

/** What whoever looked at an identity says of it. */
export interface CheckSaying extends Saying {
  readonly state: IdentityCheckState;
  readonly method: string;
  readonly checkedAt: Date;
}

/** A key, or why it stays where it is; the code is null where somebody hands the key over. */
export type KeyOutcome =
  | { readonly kind: 'KEY'; readonly code: string | null; readonly whole: WholeDrive }
  | { readonly kind: 'KEPT'; readonly refusals: readonly KeyRefusal[] }
  | Refused;

/** Who may have the key of a car: after the checks that the programme asks for, and never two at once. */
@Injectable()
export class DriveKeys {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makings: DriveMakings,
    private readonly statements: StatementsRepository,
    private readonly clock: Clock,
  ) {}

  /** Records that somebody looked at who drives: whether it was them, when and by which method, and nothing else. */
  async recordCheck(caller: Caller, said: CheckSaying): Promise<DriveChangeOutcome> {
    const problems = checkProblems(said, this.clock.now());
    if (problems.length > 0) return refused(...problems);
    const outcome = await writeOnce(() =>
      this.dataSource.transaction((manager) => this.recordIn(manager, caller, said)),
    );
    if (outcome.kind === 'DRIVE') await this.makings.teller.tellOf(outcome.whole.booking);
    return outcome;
  }

  /** Releases the key, or says everything that is in the way. Asked again it is the same code; each asking is noted. */
  async release(caller: Caller, bookingId: string): Promise<KeyOutcome> {
    const outcome = await this.dataSource.transaction((manager) => this.releaseIn(manager, caller, bookingId)); // prettier-ignore
    if (outcome.kind === 'KEY') await this.makings.teller.tellOf(outcome.whole.booking);
    return outcome;
  }

  private async recordIn(manager: EntityManager, caller: Caller, said: CheckSaying): Promise<DriveChangeOutcome> {
    const { tenantId } = caller;
    const { bookingId, state, method, reference, checkedAt } = said;
    const whole = await this.makings.wholes.hold(manager, tenantId, bookingId);
    // Nothing more is kept of somebody who was erased.
    if (!whole || whole.booking.identityId === null) return refused(unknownDrive);
    const requestId = requestIdOf(caller, said.idempotencyKey);
    const twin = await this.statements.check(manager, tenantId, requestId);
    if (twin) return isSame(twin, said) ? { kind: 'DRIVE', whole } : refused(otherKey);
    const now = new Date(this.clock.now());
    const stage = stageOf(whole.booking, whole.drive, now.getTime());
    if (stage === 'LAPSED') return { kind: 'LAPSED', lapsedAt: whole.drive.lapsedAt ?? whole.drive.lapsesAt ?? now };
    if (stage === 'CANCELLED' || stage === 'NO_SHOW' || stage === 'RETURNED') return refused(over(whole.booking.status));
    await this.statements.addCheck(manager, { tenantId, id: randomUUID(), bookingId, requestId, state, method: method.trim(), reference, checkedAt, recordedAt: now });
    const kind = state === 'PASSED' ? ('IDENTITY_PASSED' as const) : ('IDENTITY_FAILED' as const);
    await this.makings.rows.notes.add(manager, whole.booking, [{ kind, dueAt: Math.min(checkedAt.getTime(), now.getTime()) }]);
    return { kind: 'DRIVE', whole };
  } // prettier-ignore

  private async releaseIn(manager: EntityManager, caller: Caller, bookingId: string): Promise<KeyOutcome> {
    const whole = await this.makings.wholes.hold(manager, caller.tenantId, bookingId);
    if (!whole) return refused(unknownDrive);
    const now = this.clock.now();
    const { booking, drive } = whole;
    const isOut = drive.keyReleasedAt !== null && drive.returnedAt === null;
    const isWrongBox = caller.role === 'keybox' && (!hasKeyBox(whole) || isElsewhere(caller, whole));
    const refusals = isOut && !isWrongBox ? [] : await this.refusals(manager, whole, isWrongBox, now);
    await this.statements.addAsking(manager, { tenantId: caller.tenantId, id: randomUUID(), bookingId, sourceId: caller.keyId, askedAt: new Date(now), refusals }); // prettier-ignore
    if (refusals.length > 0) return { kind: 'KEPT', refusals };
    const code = drive.keyCode ?? (hasKeyBox(whole) ? newKeyCode() : null);
    if (isOut) return { kind: 'KEY', code, whole };
    const change = { keyCode: code, keyReleasedAt: new Date(now) };
    await this.makings.rows.drives.change(manager, booking, change);
    await this.makings.rows.notes.add(manager, booking, [{ kind: 'KEY_RELEASED', dueAt: now }]);
    return { kind: 'KEY', code, whole: { ...whole, drive: { ...drive, ...change } } };
  }

  private async refusals(
    manager: EntityManager,
    { booking, drive, programme }: WholeDrive,
    isWrongBox: boolean,
    now: number,
  ): Promise<KeyRefusal[]> {
    const { tenantId, id, identityId } = booking;
    const { identity } = programme.rules;
    const { rows, persons } = this.makings;
    const isOfPerson = identity !== null && identity.goodForDays !== null;
    const identityIds =
      isOfPerson && identityId !== null ? await persons.behind(manager, tenantId, identityId) : [];
    const others = isOfPerson ? await rows.bookings.ofPerson(manager, { tenantId, profileIds: [], identityIds }) : []; // prettier-ignore
    const check = identity && (await this.statements.lastCheck(manager, tenantId, [id, ...others.map((other) => other.id)])); // prettier-ignore
    const isCarOut = await rows.drives.isOut(manager, tenantId, booking.demonstratorId, id);
    return keyRefusals({ stage: stageOf(booking, drive, now), booking, drive, identity, check, isCarOut, isWrongBox }, now); // prettier-ignore
  }
}

/** Whether whoever drives opens a key box at the centre of their drive. */
function hasKeyBox({ booking, programme }: WholeDrive): boolean {
  return programme.rules.centres.some((each) => each.dealerId === booking.dealerId && each.isSelfService);
}

function isSame(twin: IdentityCheckRecord, { bookingId, state, method, reference, checkedAt }: CheckSaying): boolean {
  const isOf = twin.bookingId === bookingId && twin.state === state && twin.checkedAt.getTime() === checkedAt.getTime();
  return isOf && twin.method === method.trim() && twin.reference === reference;
} // prettier-ignore

function checkProblems(said: CheckSaying, now: number): TestDriveProblem[] {
  const isFuture = said.checkedAt.getTime() > now + clockSkewMs;
  return [
    ...sayingProblems(said),
    ...textProblems('method', said.method, 100),
    ...(isFuture ? [problem('checkedAt', 'It lies in the future.', 'Give the instant of the check.')] : []),
  ];
}
