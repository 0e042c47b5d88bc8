import { Injectable } from '@nestjs/common';
import type { StockState } from '../../models/vehicle/stock-unit.entity.js';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { ModelName } from '../../models/test-drive/programme-rules.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { unknown, type TestDriveProblem } from './problem.js';
import { TestDriveSettingsRepository } from './settings.repository.js';
import type { CarWanted } from './wish.js';

/** Cars that somebody may drive, if any; where there is none, how the car of the stock stands that was asked for. */
export interface DrivableCars {
  readonly cars: readonly DemonstratorEntity[];
  /** Null where no car of the stock was asked for. */
  readonly state: StockState | null;
}

/** The cars of a dealer that somebody may drive, if any; or why what was asked makes no sense. */
export type Fleet = DrivableCars | { readonly problem: TestDriveProblem };

/** Which of a dealer's demonstrators are what somebody wants to drive, and can be driven. */
@Injectable()
export class Fleets {
  constructor(
    private readonly settings: TestDriveSettingsRepository,
    private readonly vehicles: VehiclesService,
  ) {}

  /** A car that is sold or reserved is driven by nobody; where it is not a demonstrator itself, one of its model is. */
  async of(tenantId: string, dealerId: string, { vehicleId, model }: CarWanted): Promise<Fleet> {
    const cars = await this.drivable(tenantId, dealerId);
    if (vehicleId === null)
      return { cars: cars.filter((car) => model === null || isSame(car.model, model)), state: null };
    const wanted = await this.vehicles.find({ tenantId }, vehicleId);
    if (!wanted) return { problem: unknown.vehicle };
    const { state } = wanted;
    if (state !== 'AVAILABLE') return { cars: [], state };
    const itself = cars.filter((car) => car.vehicleId === vehicleId);
    return { cars: itself.length > 0 ? itself : cars.filter((car) => isAlike(car, wanted)), state };
  }

  /** The cars of a dealer that may stand in for one that is booked, itself among them while it can be driven. */
  async like(tenantId: string, dealerId: string, demonstratorId: string): Promise<DrivableCars> {
    const had = await this.settings.demonstrator(tenantId, demonstratorId);
    const unit = had?.vehicleId ? await this.vehicles.find({ tenantId }, had.vehicleId) : null;
    const cars = await this.drivable(tenantId, dealerId);
    return { cars: cars.filter((car) => had !== null && isAlike(car, had)), state: unit?.state ?? null };
  }

  /** Every car of a dealer that can be driven, the oldest first. */
  async drivable(tenantId: string, dealerId: string): Promise<DemonstratorEntity[]> {
    const all = await this.settings.demonstrators(tenantId, dealerId);
    const stock = await this.vehicles.stockIndex(tenantId);
    return all.filter(({ vehicleId }) => vehicleId === null || stock.get(vehicleId)?.state === 'AVAILABLE');
  }
}

function isAlike(one: ModelName, other: ModelName): boolean {
  return isSame(one.make, other.make) && isSame(one.model, other.model);
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
