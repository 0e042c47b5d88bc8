import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { z } from 'zod';
import type { Caller } from '../../models/caller.js';
import type { DealerRecord } from '../../models/vehicle/dealer.entity.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { DealersTogether } from './dealers-together.js';
import { DealersRepository } from './dealers.repository.js';
import { stockTopic } from './stock-memory.js';
import { StockRepository } from './stock.repository.js';
import { changed, toDealer, type DealerChange, type NewDealer } from './to-dealer.js';
import { dealerCodeTaken, dealerNotFound } from './vehicles.errors.js';

export type { DealerChange, NewDealer } from './to-dealer.js';

const idSchema = z.uuid();

/** Where a tenant's cars stand: places, opening hours, what they sell and how much they can take on. */
@Injectable()
export class DealersService {
  private readonly together: DealersTogether;

  constructor(
    private readonly repository: DealersRepository,
    private readonly stock: StockRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {
    this.together = new DealersTogether(repository);
  }

  /** The tenant's dealers, by code; read within a transaction where one is given. */
  list(
    { tenantId }: Pick<Caller, 'tenantId'>,
    manager: EntityManager | null = null,
  ): Promise<DealerRecord[]> {
    return this.repository.list(manager, tenantId);
  }

  /** One dealer, read within a transaction where one is given; null when it is not there or another tenant's. */
  async find(
    { tenantId }: Pick<Caller, 'tenantId'>,
    id: string,
    manager: EntityManager | null = null,
  ): Promise<DealerRecord | null> {
    return idSchema.safeParse(id).success ? this.repository.find(manager, tenantId, id) : null;
  }

  /** One dealer, read together with all that are asked for in one breath; null when it is not there or another tenant's. */
  async findTogether({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<DealerRecord | null> {
    return idSchema.safeParse(id).success ? this.together.find(tenantId, id) : null;
  }

  /** @throws AppError DEALER_CODE_TAKEN, INVALID_DEALER */
  async create({ tenantId }: Pick<Caller, 'tenantId'>, dealer: NewDealer): Promise<DealerRecord> {
    const made = toDealer(tenantId, dealer, this.clock.now());
    const added = await this.repository.transaction((manager) => this.repository.add(manager, made));
    if (!added) throw dealerCodeTaken(made.code);
    return made;
  }

  /** Changes what is given of a dealer; its cars are shown with it at once. @throws AppError DEALER_NOT_FOUND, INVALID_DEALER */
  async change(
    { tenantId }: Pick<Caller, 'tenantId'>,
    id: string,
    change: DealerChange,
  ): Promise<DealerRecord> {
    if (!idSchema.safeParse(id).success) throw dealerNotFound(id);
    return this.repository.transaction(async (manager) => {
      const before = await this.repository.hold(manager, tenantId, id);
      if (!before) throw dealerNotFound(id);
      const after = changed(before, change);
      await this.repository.change(manager, after);
      const isShown = (['name', 'city', 'latitude', 'longitude'] as const).some((name) => before[name] !== after[name]); // prettier-ignore
      if (isShown) {
        await this.stock.tellAnew(manager, tenantId, id);
        await this.changes.announce(manager, stockTopic, tenantId);
      }
      return after;
    });
  }
}
