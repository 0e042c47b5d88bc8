import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { CheckInOutcomeType, InvalidCheckIn, ShowroomVisit } from './check-in.graphql.js';
import { CheckIns } from './check-in.service.js';
import { sightOf } from './may-see-drivers.js';
import { toBooking } from './test-drives.graphql.js';
import { CheckInInput, text } from './test-drives.inputs.graphql.js';

@Resolver()
export class CheckInResolver {
  constructor(private readonly checkIns: CheckIns) {}

  @Mutation(() => CheckInOutcomeType, { description: 'Checks somebody in at a showroom, by the code of their booking or the one that stands there.' }) // prettier-ignore
  @Allow('storefront', 'marketer')
  async checkInShowroom(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CheckInInput, description: 'Who is where.' }) input: CheckInInput,
  ): Promise<ShowroomVisit | InvalidCheckIn> {
    const { code, idempotencyKey, viewer } = input;
    const who = { anonymousId: text(viewer?.anonymousId), userId: text(viewer?.userId) };
    const visit = await this.checkIns.checkIn(caller, { code, idempotencyKey, ...who });
    if ('problems' in visit) return visit;
    return { ...visit, booking: visit.booking && toBooking(visit.booking, sightOf(caller)) };
  }
}
