import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { InvalidBooking } from '../test-drives.graphql.js';
import { text } from '../test-drives.inputs.graphql.js';
import { PartnerBand, RedeemTestDriveDiscountOutcome, SetPartnerBandOutcome, TestDriveDiscount, toBandAnswer, toDiscount, toRedeemAnswer } from './discounts.graphql.js'; // prettier-ignore
import { DriveDiscounts } from './drive-discounts.service.js';
import { PartnerBandInput } from './drives.inputs.graphql.js';
import { PartnerBands } from './partner-bands.service.js';

@Resolver()
export class DriveDiscountsResolver {
  constructor(
    private readonly discounts: DriveDiscounts,
    private readonly bands: PartnerBands,
  ) {}

  @Query(() => [TestDriveDiscount], { description: 'The discounts of somebody who drove under programmes, used and expired ones too.' }) // prettier-ignore
  @Allow('marketer')
  async testDriveDiscounts(
    @CurrentCaller() caller: Caller,
    @Args('viewer', { type: () => ViewerInput, description: 'Who, by their `userId`.' }) viewer: ViewerInput,
    @Args('vehicleId', { type: () => ID, nullable: true, description: 'Those that are for this car of the stock, with what it costs then.' }) vehicleId: string | null, // prettier-ignore
  ): Promise<TestDriveDiscount[]> {
    return (await this.discounts.list(caller, text(viewer.userId), text(vehicleId))).map(toDiscount);
  }

  @Mutation(() => RedeemTestDriveDiscountOutcome, { description: 'Uses a discount for an order, once. The same order again is the same use.' }) // prettier-ignore
  @Allow('marketer')
  async redeemTestDriveDiscount(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the discount.' }) id: string,
    @Args('orderReference', { type: () => String, description: 'What you call the order, up to 200 characters. Kept sealed.' }) orderReference: string, // prettier-ignore
    @Args('vehicleId', { type: () => ID, nullable: true, description: 'The car of the stock that is bought: refused where the discount is not for it.' }) vehicleId: string | null, // prettier-ignore
  ): Promise<ReturnType<typeof toRedeemAnswer>> {
    return toRedeemAnswer(await this.discounts.redeem(caller, id, orderReference.trim(), text(vehicleId)));
  }

  @Mutation(() => SetPartnerBandOutcome, { description: 'Sets the band a partner has somebody in, or takes it away. Fees that are settled stay as they are.' }) // prettier-ignore
  @Allow('marketer')
  async setPartnerBand(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => PartnerBandInput, description: 'The band.' }) { viewer, partner, band, validUntil }: PartnerBandInput, // prettier-ignore
  ): Promise<PartnerBand | InvalidBooking> {
    const said = {
      userId: text(viewer.userId),
      partner: text(partner) ?? '',
      band: band ?? null,
      validUntil: validUntil ?? null,
    };
    return toBandAnswer(await this.bands.set(caller, said));
  }
}
