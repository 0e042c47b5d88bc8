import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { DemonstratorEntity } from '../../models/test-drive/demonstrator.entity.js';
import type { DealerTestDrives } from '../../models/test-drive/test-drive-settings.entity.js';
import { Clock } from '../platform/clock.js';
import { DealersService } from '../vehicles/dealers.service.js';
import { VehiclesService } from '../vehicles/vehicles.service.js';
import { newCode } from './new-booking.js';
import { problem, unknown, type TestDriveProblem } from './problem.js';
import { inheritedProblems, settingsProblems, type NewTestDriveSettings } from './settings-problems.js';
import { TestDriveSettingsRepository } from './settings.repository.js';
import { isId } from './is-id.js';

/** A car to be driven: one of the stock, or by its make and model. */
export interface NewDemonstrator {
  readonly dealerId: string;
  readonly vehicleId: string | null;
  readonly make: string | null;
  readonly model: string | null;
}

type Refused = { readonly problems: readonly TestDriveProblem[] };

/** How dealers have their cars driven, and which. */
@Injectable()
export class TestDriveSettings {
  constructor(
    private readonly repository: TestDriveSettingsRepository,
    private readonly vehicles: VehiclesService,
    private readonly dealers: DealersService,
    private readonly clock: Clock,
  ) {}

  /** A dealer's settings; null where there are none. */
  async find({ tenantId }: Caller, dealerId: string): Promise<DealerTestDrives | null> {
    return isId(dealerId) ? this.repository.find(tenantId, dealerId) : null;
  }

  /** Sets how a dealer has its cars driven. What is booked stays booked. */
  async put(caller: Caller, settings: NewTestDriveSettings): Promise<DealerTestDrives | Refused> {
    const { tenantId } = caller;
    const { dealerId } = settings;
    const dealer = await this.dealers.find(caller, dealerId);
    const asDealer = dealer ? inheritedProblems(settings, dealer) : [unknown.dealer];
    const problems = [...asDealer, ...settingsProblems(settings)];
    if (problems.length > 0) return { problems };
    const updatedAt = new Date(this.clock.now());
    await this.repository.put({ ...settings, tenantId, checkInCode: newCode(), updatedAt });
    return (await this.repository.find(tenantId, dealerId)) ?? { problems: [unknown.dealer] };
  }

  /** A dealer's demonstrators that can be booked. */
  async demonstrators({ tenantId }: Caller, dealerId: string): Promise<DemonstratorEntity[]> {
    return isId(dealerId) ? this.repository.demonstrators(tenantId, dealerId) : [];
  }

  async add(caller: Caller, { dealerId, vehicleId, ...named }: NewDemonstrator): Promise<DemonstratorEntity | Refused> {
    const { tenantId } = caller;
    const vehicle = vehicleId === null ? null : await this.vehicles.find(caller, vehicleId);
    const make = vehicle?.make ?? named.make?.trim() ?? '';
    const model = vehicle?.model ?? named.model?.trim() ?? '';
    const isNamed = make !== '' && model !== '' && make.length <= 100 && model.length <= 100;
    const problems = [
      ...((await this.isDealer(caller, dealerId)) ? [] : [unknown.dealer]),
      ...(vehicleId !== null && vehicle === null ? [unknown.vehicle] : []),
      ...(isNamed ? [] : [problem('model', 'Its make or model is not named, or longer than 100 characters.', 'Give both, or the id of a car of the stock.')]),
    ];
    if (problems.length > 0) return { problems };
    const row = { tenantId, id: randomUUID(), dealerId, vehicleId, make, model, createdAt: new Date(this.clock.now()), retiredAt: null };
    await this.repository.add(row);
    return row;
  } // prettier-ignore

  /** Takes a car out of the bookable ones; who has booked it drives it. */
  async retire({ tenantId }: Caller, id: string): Promise<DemonstratorEntity | Refused> {
    if (isId(id)) await this.repository.retire(tenantId, id, new Date(this.clock.now()));
    const found = isId(id) ? await this.repository.demonstrator(tenantId, id) : null;
    return found ?? { problems: [unknown.demonstrator] };
  }

  private async isDealer(caller: Caller, dealerId: string): Promise<boolean> {
    return (await this.dealers.find(caller, dealerId)) !== null;
  }
}
