import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import { fromMinor, minorDigits, toMinor } from '../../../models/money.js';
import type { DriveStatementRecord } from '../../../models/test-drive/drive-statement.entity.js';
import type {
  DepositStatement,
  DriveStage,
  FeeStatement,
} from '../../../models/test-drive/programme-drive.js';
import type { TestDriveNote } from '../../../models/test-drive/test-drive.js';
import { Clock } from '../../platform/clock.js';
import { Farewell } from '../farewell.js';
import { requestIdOf } from '../new-booking.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { afterDeposit, afterFee, type AfterStatement } from './after-statement.js';
import { DriveMakings } from './drive-makings.js';
import { otherKey, refused, unknownDrive, type Refused } from './drive-outcome.js';
import { sayingProblems, type Saying } from './said.js';
import { stageOf } from './stage.js';
import { amountProblem, depositProblem, depositSums, feeProblem, gone, isSameAmount, releaseProblem, restOf, restProblem, type SaidAmount } from './statement-problems.js'; // prettier-ignore
import { StatementsRepository } from './statements.repository.js';
import type { WholeDrive } from './whole-drives.js';
import { writeOnce } from './write-once.js';

/** What a payment system says of a deposit or a fee. */
export type MoneySaying = Saying & { readonly amount: string | null } & (
    { readonly kind: 'DEPOSIT'; readonly state: DepositStatement } | { readonly kind: 'FEE'; readonly state: FeeStatement }
  ); // prettier-ignore

/** What became of what was said of a drive. */
export type DriveChangeOutcome =
  | { readonly kind: 'DRIVE'; readonly whole: WholeDrive }
  | { readonly kind: 'LAPSED'; readonly lapsedAt: Date }
  /** Money was taken for a drive that was called off: it is kept as said, and asked for back. */
  | { readonly kind: 'CANCELLED'; readonly whole: WholeDrive }
  | Refused;

const notes: Record<DepositStatement | FeeStatement, TestDriveNote> = {
  HELD: 'DEPOSIT_HELD',
  RELEASED: 'DEPOSIT_RELEASED',
  CAPTURED: 'DEPOSIT_CAPTURED',
  PAID: 'FEE_PAID',
  REFUNDED: 'FEE_REFUNDED',
};

/** Deposits and fees: we hold no money, the payment system of the tenant says what became of it. */
@Injectable()
export class DriveMoney {
  constructor(
    private readonly dataSource: DataSource,
    private readonly makings: DriveMakings,
    private readonly farewell: Farewell,
    private readonly statements: StatementsRepository,
    private readonly clock: Clock,
  ) {}

  /** Records what was said, durable before the answer. Money for a drive that has lapsed or was called off meanwhile is kept as said, to be given back. */
  async record(caller: Caller, said: MoneySaying): Promise<DriveChangeOutcome> {
    const problems = sayingProblems(said);
    if (problems.length > 0) return refused(...problems);
    const outcome = await writeOnce(() =>
      this.dataSource.transaction((manager) => this.recordIn(manager, caller, said)),
    );
    if (outcome.kind !== 'INVALID')
      await this.makings.teller.tellOf({ tenantId: caller.tenantId, id: said.bookingId });
    return outcome; // prettier-ignore
  }

  private async recordIn(manager: EntityManager, caller: Caller, said: MoneySaying): Promise<DriveChangeOutcome> {
    const { tenantId } = caller;
    const whole = await this.makings.wholes.hold(manager, tenantId, said.bookingId);
    if (!whole) return refused(unknownDrive);
    const requestId = requestIdOf(caller, said.idempotencyKey);
    const { booking, drive } = whole;
    const stage = stageOf(booking, drive, this.clock.now());
    const isMoneyIn = said.state === 'HELD' || said.state === 'PAID';
    const lapsedAt = drive.lapsedAt ?? drive.lapsesAt ?? booking.updatedAt;
    const answer = (now: WholeDrive) => (isMoneyIn ? tooLate(stage, lapsedAt, now) : null) ?? { kind: 'DRIVE' as const, whole: now };
    const twin = await this.statements.statement(manager, tenantId, requestId);
    if (twin) return isSame(twin, said, whole) ? answer(whole) : refused(otherKey);
    if (isMoneyIn && stage === 'NO_SHOW') return refused(overBy(stage));
    const earlier = await this.statements.amounts(manager, tenantId, said);
    const before = gone(earlier, said.state, agreedOn(said, whole), whole.programme.rules.currency);
    const problems = problemsOf(said, whole, before);
    if (problems.length > 0) return refused(...problems);
    const statement = this.statementOf(caller, said, requestId, meant(said, whole, before));
    await this.statements.addStatement(manager, statement);
    // Money that came too late was taken all the same: what is due of it is to give it back.
    if (isMoneyIn && stage === 'LAPSED' && !drive.lapsedAt) await this.makings.due.lapseIn(manager, booking);
    return answer(await this.changed(manager, whole, said, [...earlier, statement], before));
  } // prettier-ignore

  /** @param before how much of it was said already: of money that comes or goes in parts others are told once */
  private async changed(
    manager: EntityManager,
    whole: WholeDrive,
    said: MoneySaying,
    all: readonly SaidAmount[],
    before: string,
  ): Promise<WholeDrive> {
    const { rows } = this.makings;
    const { booking, drive } = whole;
    const now = this.clock.now();
    const { change: step, isCalledOff } = afterSaid(said, whole, before, now);
    const sums = said.kind === 'FEE' ? {} : depositSums(all, agreedOn(said, whole), whole.programme.rules.currency); // prettier-ignore
    const change = { ...step, ...sums };
    await rows.drives.change(manager, booking, change);
    if (Number(before) === 0 || said.state === 'RELEASED')
      await rows.notes.add(manager, booking, [{ kind: notes[said.state], dueAt: now }]);
    const off = isCalledOff ? await this.callOff(manager, whole, now) : {};
    const after = { ...whole, booking: { ...booking, ...off }, drive: { ...drive, ...change } };
    await this.farewell.loosen(manager, after);
    return after;
  }

  private async callOff(manager: EntityManager, { booking }: WholeDrive, now: number) {
    const { rows } = this.makings;
    const change = { status: 'CANCELLED' as const, sequence: booking.sequence + 1 };
    await rows.bookings.change(manager, booking, change, new Date(now));
    await rows.notes.dropReminders(manager, booking);
    await rows.notes.add(manager, booking, [{ kind: 'CANCELLED', dueAt: now }]);
    return change;
  }

  private statementOf({ tenantId }: Caller, said: MoneySaying, requestId: string, amount: string): DriveStatementRecord {
    const { bookingId, kind, state, reference } = said;
    const recordedAt = new Date(this.clock.now());
    return { tenantId, id: randomUUID(), bookingId, requestId, kind, state, amount, reference, recordedAt };
  } // prettier-ignore
}

/** What is answered where money was taken for a drive that is off; null: it is not. */
function tooLate(stage: DriveStage, lapsedAt: Date, whole: WholeDrive): DriveChangeOutcome | null {
  if (stage === 'LAPSED') return { kind: 'LAPSED', lapsedAt };
  return stage === 'CANCELLED' ? { kind: 'CANCELLED', whole } : null;
}

/** Whether all that is said is what was said before: an amount left out is the whole, or all that was left to be given back. */
function isSame(twin: DriveStatementRecord, said: MoneySaying, whole: WholeDrive): boolean {
  const isOf = twin.bookingId === said.bookingId && twin.kind === said.kind && twin.state === said.state;
  const amount = said.amount ?? (isBack(said) ? twin.amount : agreedOn(said, whole));
  return isOf && twin.reference === said.reference && isSameAmount(twin.amount, amount, whole.programme.rules.currency); // prettier-ignore
}

/** What was agreed on when the drive was booked, a decimal. */
function agreedOn({ kind }: MoneySaying, { drive, programme }: WholeDrive): string {
  return kind === 'FEE' ? drive.fee : (programme.rules.deposit?.amount ?? '0');
}

/** Whether money goes back: where no amount is said it is all that is left. */
function isBack({ state }: MoneySaying): boolean {
  return state === 'RELEASED' || state === 'REFUNDED';
}

/** The amount that is said; left out, it is the whole, or all that is left to be given back. */
function meant(said: MoneySaying, whole: WholeDrive, before: string): string {
  const agreed = agreedOn(said, whole);
  return said.amount ?? (isBack(said) ? restOf(agreed, before, whole.programme.rules.currency) : agreed);
}

function afterSaid(said: MoneySaying, whole: WholeDrive, before: string, now: number): AfterStatement {
  const { booking, drive, programme } = whole;
  const stage = stageOf(booking, drive, now);
  const { deposit, currency } = programme.rules;
  if (said.kind === 'DEPOSIT') return afterDeposit(drive.depositState, said.state, stage, booking.startsAt, deposit?.holdMinutes ?? 0, now); // prettier-ignore
  const digits = minorDigits(currency) ?? 2;
  const minor = (amount: string) => toMinor(amount, digits) ?? 0n;
  const agreed = agreedOn(said, whole);
  const given = minor(before) + minor(meant(said, whole, before));
  return afterFee(said.state, stage, fromMinor(given, digits), given === minor(agreed));
}

function problemsOf(said: MoneySaying, whole: WholeDrive, before: string): TestDriveProblem[] {
  const { drive, programme } = whole;
  const mayBeLess = said.state === 'CAPTURED' || said.state === 'REFUNDED';
  const wrong = said.kind === 'FEE' ? feeProblem(drive.feeState, said.state) : depositProblem(drive.depositState, said.state); // prettier-ignore
  const { currency } = programme.rules;
  const agreed = agreedOn(said, whole);
  const rest = restOf(agreed, before, currency);
  const wrongAmount =
    said.state === 'RELEASED'
      ? releaseProblem(said.amount, rest, currency)
      : said.state === 'REFUNDED' && said.amount === null
        ? restProblem(rest)
        : amountProblem(said.amount, agreed, currency, mayBeLess, [before]);
  return [wrong, wrongAmount].filter((each) => each !== null);
}

function overBy(stage: string): TestDriveProblem {
  return problem('bookingId', `The drive is ${stage}.`, 'Give the money back.');
}
