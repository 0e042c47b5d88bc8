import { Injectable } from '@nestjs/common';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { unknown, type TestDriveProblem } from './problem.js';
import { TestDriveSettingsRepository } from './settings.repository.js';
import type { CarWanted } from './wish.js';

/** The cars of a dealer that somebody may drive, if any; or why what was asked makes no sense. */
export type Fleet = { readonly cars: readonly DemonstratorEntity[] } | { readonly problem: TestDriveProblem };

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
    if (vehicleId === null) return { cars: cars.filter((car) => model === null || isSame(car.model, model)) };
    const wanted = await this.vehicles.find({ tenantId }, vehicleId);
    if (!wanted) return { problem: unknown.vehicle };
    if (wanted.state !== 'AVAILABLE') return { cars: [] };
    const itself = cars.filter((car) => car.vehicleId === vehicleId);
    const alike = cars.filter((car) => isSame(car.make, wanted.make) && isSame(car.model, wanted.model));
    return { cars: itself.length > 0 ? itself : alike };
  }

  /** Every car of a dealer that can be driven, the oldest first. */
  async drivable(tenantId: string, dealerId: string): Promise<DemonstratorEntity[]> {
    const all = await this.settings.demonstrators(tenantId, dealerId);
    const stock = await this.vehicles.stockIndex(tenantId);
    return all.filter(({ vehicleId }) => vehicleId === null || stock.get(vehicleId)?.state === 'AVAILABLE');
  }
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
