import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { LooksRepository, type LooksAsked, type LooksInARow } from './looks.repository.js';

export type { Look, LooksAsked, LooksInARow } from './looks.repository.js';

/** How people, of all tenants, went from car to car. */
@Injectable()
export class LooksService {
  constructor(private readonly repository: LooksRepository) {}

  /** Rows of looks that came to an end in a stretch of time; of nobody, though the cars say whose tenant's they are. */
  ended(manager: EntityManager, asked: LooksAsked): Promise<LooksInARow[]> {
    return this.repository.ended(manager, asked);
  }
}
