import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { Clock } from '../platform/clock.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { inScope } from './in-scope.js';
import { obstaclesTo, type LaunchObstacle } from './launch-obstacles.js';
import { Surroundings, type Setting } from './surroundings.js';

/** What campaigns are judged by besides themselves. */
export interface Seen {
  readonly setting: Setting;
  readonly stock: readonly VehicleInStock[];
}

/** Looks up what a campaign is judged by, and judges it. */
@Injectable()
export class LaunchCheck {
  constructor(
    private readonly surroundings: Surroundings,
    private readonly vehicles: VehiclesService,
    private readonly clock: Clock,
  ) {}

  /** The setting and the stock there is today; asked before a transaction, as a setting is. */
  async look(caller: Caller): Promise<Seen> {
    const setting = await this.surroundings.of(caller);
    return { setting, stock: (await this.vehicles.stockIndex(caller.tenantId)).available };
  }

  /** Everything that keeps the campaign from going live now. */
  obstacles({ campaign, content }: WholeCampaign, { setting, stock }: Seen, approvalNeeded: boolean): LaunchObstacle[] {
    const covers = inScope(content.vehicleScope);
    const advertiser = setting.advertisers.get(content.advertiserId ?? '');
    const facts = {
      vehiclesInScope: stock.filter((unit) => covers(unit)).length,
      floors: content.placements.map((key) => setting.placementRules.get(key)?.floorMicros ?? 0),
      currency: setting.currency,
      isDealerGone: advertiser?.isDealerGone === true,
      approvalNeeded,
    };
    return obstaclesTo(campaign, content, facts, this.clock.now());
  } // prettier-ignore
}
