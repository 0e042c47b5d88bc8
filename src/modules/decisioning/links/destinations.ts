import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { fillLink } from '../fill-creative.js';
import type { TrackedOffer } from '../tracking-token.js';
import { webAddress } from './web-address.js';

/**
 * Where an offer leads: its creative's link as it is now, with the car's facts in it. Nothing of it comes from the address
 * that was asked for, so nobody can make us send people elsewhere. An ended or archived campaign still leads to its car.
 */
@Injectable()
export class Destinations {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  /** Null where creative or car are gone, or where it leads is not the web. Of a live campaign, from memory. */
  async of(caller: Caller, offer: TrackedOffer): Promise<string | null> {
    const [vehicle, deepLink] = await Promise.all([
      this.vehicles.find(caller, offer.vehicleId),
      this.deepLink(caller, offer),
    ]);
    return vehicle && deepLink !== undefined ? webAddress(fillLink(deepLink, vehicle)) : null;
  }

  private async deepLink(
    caller: Caller,
    { campaignId, creativeId }: TrackedOffer,
  ): Promise<string | undefined> {
    const { live } = await this.campaigns.campaignsAt(caller.tenantId, this.clock.now());
    const shown = live.find(({ id }) => id === campaignId)?.creatives.find(({ id }) => id === creativeId);
    if (shown) return shown.deepLink;
    try {
      const { creatives } = await this.campaigns.get(caller, campaignId);
      return creatives.find(({ id }) => id === creativeId)?.deepLink;
    } catch (fault) {
      if (fault instanceof AppError && fault.kind === 'not-found') return undefined;
      throw fault;
    }
  }
}
