import { Args, ID, Int, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { sightOf } from '../may-see-drivers.js';
import { text } from '../test-drives.inputs.graphql.js';
import { DriveKeys } from './drive-keys.service.js';
import { DriveMoney } from './drive-money.service.js';
import { ProgrammeDriveChangeOutcome, ReleaseKeyOutcome, toChangeAnswer, toKeyAnswer } from './drive-outcomes.graphql.js'; // prettier-ignore
import { DriveReturns } from './drive-returns.service.js';
import { RecordDepositInput, RecordFeeInput, RecordIdentityCheckInput } from './drives.inputs.graphql.js';

type Change = ReturnType<typeof toChangeAnswer>;

@Resolver()
export class DriveStepsResolver {
  constructor(
    private readonly money: DriveMoney,
    private readonly keys: DriveKeys,
    private readonly returns: DriveReturns,
    private readonly clock: Clock,
  ) {}

  @Mutation(() => ProgrammeDriveChangeOutcome, { description: 'Records what your payment system did with the deposit of a drive. Safe to send again with the same key.' }) // prettier-ignore
  @Allow('marketer', 'payments')
  async recordTestDriveDeposit(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => RecordDepositInput, description: 'What it did.' }) { amount, ...said }: RecordDepositInput, // prettier-ignore
  ): Promise<Change> {
    const outcome = await this.money.record(caller, { ...said, kind: 'DEPOSIT', amount: amount ?? null });
    return toChangeAnswer(outcome, sightOf(caller), this.clock.now());
  }

  @Mutation(() => ProgrammeDriveChangeOutcome, { description: 'Records what your payment system did with the fee of a drive. Safe to send again with the same key.' }) // prettier-ignore
  @Allow('marketer', 'payments')
  async recordTestDriveFee(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => RecordFeeInput, description: 'What it did.' }) { amount, ...said }: RecordFeeInput, // prettier-ignore
  ): Promise<Change> {
    const outcome = await this.money.record(caller, { ...said, kind: 'FEE', amount: amount ?? null });
    return toChangeAnswer(outcome, sightOf(caller), this.clock.now());
  }

  @Mutation(() => ProgrammeDriveChangeOutcome, { description: 'Records that somebody looked at who drives: nothing of a document, only whether it was them, when and how.' }) // prettier-ignore
  @Allow('marketer', 'checker')
  async recordIdentityCheck(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => RecordIdentityCheckInput, description: 'The check.' }) { bookingId, state, method, reference, checkedAt, idempotencyKey }: RecordIdentityCheckInput, // prettier-ignore
  ): Promise<Change> {
    return toChangeAnswer(
      await this.keys.recordCheck(caller, {
        bookingId,
        state,
        reference,
        checkedAt,
        idempotencyKey,
        method: text(method) ?? '',
      }),
      sightOf(caller),
      this.clock.now(),
    );
  }

  @Mutation(() => ReleaseKeyOutcome, { description: 'Releases the key of a car, or says everything that is in the way. Asked again it is the same code; each asking is noted.' }) // prettier-ignore
  @Allow('marketer', 'keybox')
  async releaseTestDriveKey(
    @CurrentCaller() caller: Caller,
    @Args('bookingId', { type: () => ID, description: 'Id of the booking.' }) bookingId: string,
  ): Promise<ReturnType<typeof toKeyAnswer>> {
    return toKeyAnswer(await this.keys.release(caller, bookingId), sightOf(caller), this.clock.now());
  }

  @Mutation(() => ProgrammeDriveChangeOutcome, { description: 'Records that a car is back: the drive took place. Safe to send again.' }) // prettier-ignore
  @Allow('marketer', 'keybox')
  async recordTestDriveReturn(
    @CurrentCaller() caller: Caller,
    @Args('bookingId', { type: () => ID, description: 'Id of the booking.' }) bookingId: string,
    @Args('returnedAt', { type: () => InstantScalar, description: 'When the car was back.' })
    returnedAt: Date,
    @Args('mileage', { type: () => Int, nullable: true, description: 'What it showed, in its own unit.' }) mileage: number | null, // prettier-ignore
  ): Promise<Change> {
    const outcome = await this.returns.record(caller, { bookingId, returnedAt, mileage: mileage ?? null });
    return toChangeAnswer(outcome, sightOf(caller), this.clock.now());
  }
}
