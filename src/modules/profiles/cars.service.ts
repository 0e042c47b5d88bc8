import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import { Clock } from '../platform/clock.js';
import { CarsRepository } from './cars.repository.js';
import { MergesRepository } from './merges.repository.js';
import type { KnownIdentity } from './plan-identities.js';
import { ProfilesRepository } from './profiles.repository.js';
import { normalId } from './verified-ids.js';

/** That a car is nobody's any more. */
export interface OwnershipEnd {
  readonly vin: string;
  readonly formerOwnerId: string;
  readonly endedAt: Date;
}

/** Cars and whose they are, where no event says so. */
@Injectable()
export class CarsService {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: ProfilesRepository,
    private readonly merging: MergesRepository,
    private readonly cars: CarsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * Takes a car from its owner, to whom its past stays; from now on it is nobody's until it is seen with somebody. Null
   * when no person owns a car of that VIN.
   */
  async endOwnership({ tenantId }: Caller, given: string): Promise<OwnershipEnd | null> {
    const vin = normalId('ownedVin', given);
    if (vin === null) return null;
    return this.dataSource.transaction(async (manager) => {
      const car = await this.hold(manager, tenantId, vin);
      if (!car) return null;
      const owner = [{ tenantId, profileId: car.profileId }];
      await this.merging.hold(manager, owner);
      if (!(await this.merging.facts(manager, owner)).persons.has(car.profileId)) return null;
      const now = this.clock.now();
      // It cannot end before it began, whatever the clock of who said so.
      const since = Math.max(now, car.since + 1);
      const profileId = randomUUID();
      await this.cars.makeProfile(manager, { tenantId, profileId }, new Date(now));
      await this.cars.handOver(manager, { ...car, id: randomUUID(), profileId, since, formerId: car.id });
      return { vin, formerOwnerId: car.profileId, endedAt: new Date(since) };
    });
  }

  private async hold(
    manager: EntityManager,
    tenantId: string,
    value: string,
  ): Promise<KnownIdentity | undefined> {
    const read = () => this.repository.identities(manager, [{ tenantId, kind: 'ownedVin', value }], 'kept');
    const [car] = await read();
    // Who waited while it changed hands sees it only when they look again.
    return car ?? (await read())[0];
  }
}
