import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { RouteReason } from '../../../models/lead/lead-route.js';
import type { DealerRecord } from '../../../models/vehicle/dealer.entity.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { DealersService } from '../../vehicles/dealers.service.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { responseDue } from '../response/response-due.js';
import { LeadSettingsRepository } from '../response/lead-settings.repository.js';
import { chooseDealer, type DealerAtHand } from './choose-dealer.js';
import { RoutesRepository } from './routes.repository.js';

/** Who is to answer a lead, until when, and why they. */
export interface Assignment extends Pick<LeadRecord, 'dealerId' | 'responseDueAt' | 'rerouteDueAt'> {
  readonly reasons: readonly RouteReason[];
}

/** What of a lead says where it goes. */
export type Routable = Pick<LeadRecord, 'tenantId' | 'vehicleId' | 'make' | 'model' | 'place'>;

/**
 * Finds the dealer for a lead, and until when they should answer it. How many leads a dealer has is read before any is written, so
 * of leads that come at one instant a dealer may be given some more than it takes on in a day.
 */
@Injectable()
export class LeadRouter {
  constructor(
    private readonly dataSource: DataSource,
    private readonly dealers: DealersService,
    private readonly vehicles: VehiclesService,
    private readonly routes: RoutesRepository,
    private readonly settings: LeadSettingsRepository,
  ) {}

  /** @param hadIt dealers that are passed over, as they had it before */
  async assign(lead: Routable, now: number, hadIt: ReadonlySet<string> = new Set()): Promise<Assignment> {
    const { tenantId, vehicleId, make, model, place = null } = lead;
    const car = vehicleId === null ? null : await this.vehicles.find({ tenantId }, vehicleId);
    const dealers = await this.dealers.list({ tenantId });
    const wish = { place, make, model, carDealerId: car?.dealer.id ?? null, isNewCar: isNew(car) };
    const atHand = await this.atHand(lead, dealers, now);
    const { dealerId, reasons } = chooseDealer(wish, atHand, hadIt);
    const dealer = dealers.find(({ id }) => id === dealerId);
    return { dealerId, reasons, ...(await this.clock(tenantId, dealer, now)) };
  }

  private async atHand({ tenantId, make, model }: Routable, dealers: readonly DealerRecord[], now: number): Promise<DealerAtHand[]> {
    const loads = await this.routes.loads(this.dataSource.manager, tenantId, now);
    const { available } = await this.vehicles.stockIndex(tenantId);
    const stock = new Map<string, number>();
    const [plainMake, plainModel] = [make?.toLowerCase(), model?.toLowerCase()];
    if (plainMake !== undefined && plainModel !== undefined)
      for (const unit of available)
        if (unit.make.toLowerCase() === plainMake && unit.model.toLowerCase() === plainModel)
          stock.set(unit.dealer.id, (stock.get(unit.dealer.id) ?? 0) + 1);
    return dealers.map(({ id, name, latitude, longitude, brands, leadsPerDay }) => {
      const { taken = 0, servedAt = null } = loads.get(id) ?? {};
      return { id, name, latitude, longitude, brands, leadsPerDay, taken, servedAt, inStock: stock.get(id) ?? 0 };
    });
  } // prettier-ignore

  /** When a dealer should have answered, and when another gets it, if ever. */
  private async clock(tenantId: string, dealer: DealerRecord | undefined, now: number): Promise<Pick<Assignment, 'responseDueAt' | 'rerouteDueAt'>> {
    const limits = dealer && (await this.settings.of(this.dataSource.manager, tenantId, dealer.id));
    if (!limits) return { responseDueAt: null, rerouteDueAt: null };
    const at = (minutes: number | null) => {
      const due = minutes === null ? null : responseDue(now, minutes, dealer);
      return due === null ? null : new Date(due);
    };
    return { responseDueAt: at(limits.responseMinutes), rerouteDueAt: at(limits.rerouteMinutes) };
  } // prettier-ignore
}

function isNew(car: VehicleInStock | null): boolean {
  return car === null || car.condition === 'NEW';
}
