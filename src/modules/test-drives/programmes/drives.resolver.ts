import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { sightOf } from '../may-see-drivers.js';
import { text } from '../test-drives.inputs.graphql.js';
import { BookProgrammeDriveOutcome, toDriveAnswer } from './drive-outcomes.graphql.js';
import { ProgrammeDrive, ProgrammeSlot, toDrive, toProgrammeSlot } from './drives.graphql.js';
import { BookProgrammeDriveInput, toDriveWish } from './drives.inputs.graphql.js';
import { ProgrammeDrives } from './programme-drives.service.js';

@Resolver()
export class ProgrammeDrivesResolver {
  constructor(
    private readonly drives: ProgrammeDrives,
    private readonly clock: Clock,
  ) {}

  @Query(() => [ProgrammeSlot], {
    description: 'Which cars of a centre are free under a programme, from when and for how many days; of 14 days and 5,000 rows at most: ask on from the last `startsAt`.',
    complexity: costing(300),
  }) // prettier-ignore
  @Allow('marketer', 'storefront')
  async programmeSlots(
    @CurrentCaller() caller: Caller,
    @Args('programme', { type: () => String, description: 'Key of the programme.' }) programme: string,
    @Args('dealerId', { type: () => ID, description: 'The centre.' }) dealerId: string,
    @Args('from', { type: () => InstantScalar, description: 'Fetched then or later.' }) from: Date,
    @Args('to', { type: () => InstantScalar, description: 'Fetched earlier.' }) to: Date,
    @Args('model', { type: () => String, nullable: true, description: 'Cars of this model only.' }) model: string | null, // prettier-ignore
  ): Promise<ProgrammeSlot[]> {
    const slots = await this.drives.slots(caller, text(programme) ?? '', dealerId, text(model), { from, to });
    return slots.map(toProgrammeSlot);
  }

  @Query(() => ProgrammeDrive, { nullable: true, description: 'One drive booked under a programme; null when there is none.' }) // prettier-ignore
  @Allow('marketer', 'storefront', 'payments', 'keybox', 'checker')
  async programmeDrive(
    @CurrentCaller() caller: Caller,
    @Args('bookingId', { type: () => ID, description: 'Id of the booking.' }) bookingId: string,
  ): Promise<ProgrammeDrive | null> {
    const whole = await this.drives.find(caller, bookingId);
    return whole && toDrive(whole, sightOf(caller), this.clock.now());
  }

  @Mutation(() => BookProgrammeDriveOutcome, { description: 'Books a test drive under a programme. Safe to send again with the same key.' }) // prettier-ignore
  @Allow('storefront', 'marketer')
  async bookProgrammeDrive(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => BookProgrammeDriveInput, description: 'The drive.' }) input: BookProgrammeDriveInput, // prettier-ignore
  ): Promise<ReturnType<typeof toDriveAnswer>> {
    const outcome = await this.drives.book(caller, toDriveWish(input));
    return toDriveAnswer(outcome, sightOf(caller), this.clock.now());
  }
}
