import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { LeadRecord } from '../../../models/lead/lead.entity.js';
import type { RouteReason } from '../../../models/lead/lead-route.js';
import type { DealerRecord } from '../../../models/vehicle/dealer.entity.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { Clock } from '../../platform/clock.js';
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
export type Routable = Pick<LeadRecord, 'tenantId' | 'vehicleId' | 'make' | 'model' | 'place'> & {
  readonly askedDealerId?: string | null;
};

/**
 * Finds the dealer for a lead, and until when they should answer it. How many leads a dealer has is read before any is written, so
 * of leads that come to two processes at one instant a dealer may be given some more than it takes on in a day.
 */
@Injectable()
export class LeadRouter {
  constructor(
    private readonly dealers: DealersService,
    private readonly vehicles: VehiclesService,
    private readonly routes: RoutesRepository,
    private readonly settings: LeadSettingsRepository,
    private readonly time: Clock,
  ) {}

  /**
   * @param manager what it reads by, so that within a transaction no second connection is waited for
   * @param hadIt dealers that are passed over, as they had it before
   * @param given leads that dealers are about to be given and that are not written yet, by their ids
   */
  async assign(
    manager: EntityManager,
    lead: Routable,
    now: number,
    { hadIt = new Set(), given = new Map() }: { hadIt?: ReadonlySet<string>; given?: ReadonlyMap<string, number> } = {},
  ): Promise<Assignment> {
    const { tenantId, vehicleId, make, model, place = null, askedDealerId = null } = lead;
    const stock = await this.vehicles.stockIndex(tenantId);
    const car = (vehicleId === null ? undefined : stock.get(vehicleId)) ?? null;
    const dealers = await this.dealers.list({ tenantId }, manager);
    const wish = { place, make, model, askedDealerId, carDealerId: car?.dealer.id ?? null, isNewCar: isNew(car) };
    const atHand = (await this.atHand(manager, lead, dealers, now)).map((dealer) => withGiven(dealer, given.get(dealer.id), now));
    const { dealerId, reasons } = chooseDealer(wish, atHand, hadIt);
    const dealer = dealers.find(({ id }) => id === dealerId);
    return { dealerId, reasons, ...(await this.clock(manager, tenantId, dealer, now)) };
  } // prettier-ignore

  /** The instant as of which a lead is routed now; milliseconds since the epoch. */
  now(): number {
    return this.time.now();
  }

  /** Reads a tenant's stock into memory where it is not yet: before a transaction, which then need not wait for it. */
  async warmUp(tenantId: string): Promise<void> {
    await this.vehicles.stockIndex(tenantId);
  }

  private async atHand(manager: EntityManager, { tenantId, make, model }: Routable, dealers: readonly DealerRecord[], now: number): Promise<DealerAtHand[]> {
    const ids = dealers.map(({ id }) => id);
    const loads = await this.routes.loads(manager, tenantId, ids, now);
    const stock = make === null || model === null ? null : await this.vehicles.availableByDealer(tenantId, make, model);
    return dealers.map(({ id, name, latitude, longitude, brands, leadsPerDay }) => {
      const { taken = 0, servedAt = null } = loads.get(id) ?? {};
      return { id, name, latitude, longitude, brands, leadsPerDay, taken, servedAt, inStock: stock?.get(id) ?? 0 };
    });
  } // prettier-ignore

  /** Until when a dealer is to answer a lead they have from now on, and when another gets it; null where no time is set. */
  async clockOf(manager: EntityManager, tenantId: string, dealerId: string): Promise<Pick<Assignment, 'responseDueAt' | 'rerouteDueAt'>> {
    const dealer = (await this.dealers.list({ tenantId }, manager)).find(({ id }) => id === dealerId);
    return this.clock(manager, tenantId, dealer, this.now());
  } // prettier-ignore

  /** When a dealer should have answered, and when another gets it, if ever. */
  private async clock(manager: EntityManager, tenantId: string, dealer: DealerRecord | undefined, now: number): Promise<Pick<Assignment, 'responseDueAt' | 'rerouteDueAt'>> {
    const limits = dealer && (await this.settings.of(manager, tenantId, dealer.id));
    if (!limits) return { responseDueAt: null, rerouteDueAt: null };
    const at = (minutes: number | null) => {
      const due = minutes === null ? null : responseDue(now, minutes, dealer);
      return due === null ? null : new Date(due);
    };
    return { responseDueAt: at(limits.responseMinutes), rerouteDueAt: at(limits.rerouteMinutes) };
  } // prettier-ignore
}

function withGiven(dealer: DealerAtHand, given: number | undefined, now: number): DealerAtHand {
  return given === undefined ? dealer : { ...dealer, taken: dealer.taken + given, servedAt: now };
}

function isNew(car: VehicleInStock | null): boolean {
  return car === null || car.condition === 'NEW';
}
