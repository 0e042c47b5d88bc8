import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { shown } from '../../platform/shown.js';
import { CampaignTransactions } from '../campaign-transactions.js';
import { campaignsError } from '../campaigns.errors.js';
import { readMoney } from '../terms/read-money.js';
import { PlacementsRepository, type PlacementRow } from './placements.repository.js';

/** What is said of a placement; absent: as it is, or the usual of a new one. */
export interface PlacementInput {
  readonly name?: string | null | undefined;
  readonly description?: string | null | undefined;
  /** Null: as many as are asked for. */
  readonly slots?: number | null | undefined;
  /** Price of a thousand impressions at least, in major units; null: no floor. */
  readonly floor?: string | null | undefined;
  readonly separatesCompetitors?: boolean | null | undefined;
  readonly exclusive?: boolean | null | undefined;
}

/** Most offers a placement may have room for. */
const mostSlots = 50;

/** Where campaigns may be shown, and on which rules. */
@Injectable()
export class PlacementsService {
  constructor(
    private readonly repository: PlacementsRepository,
    private readonly transactions: CampaignTransactions,
    private readonly clock: Clock,
  ) {}

  /** In order of their keys. */
  list({ tenantId }: Caller): Promise<PlacementRow[]> {
    return this.repository.all(tenantId);
  }

  /** @throws AppError INVALID_PLACEMENT, PLACEMENT_EXISTS */
  async create({ tenantId }: Caller, key: string, input: PlacementInput): Promise<PlacementRow> {
    const empty = { name: '', description: '', slots: null, floorMicros: 0, separatesCompetitors: false, exclusive: false }; // prettier-ignore
    const placement = laidOver(input, { ...empty, tenantId, key, createdAt: new Date(this.clock.now()) });
    await this.transactions.run(tenantId, async (manager) => {
      if (await this.repository.insert(manager, placement)) return;
      throw campaignsError('PLACEMENT_EXISTS', 'conflict', `There is a placement ${key} already.`);
    });
    return placement;
  }

  /** Changes what is named; the rest stays. Decisions heed it at once. @throws AppError PLACEMENT_NOT_FOUND, INVALID_PLACEMENT */
  async update({ tenantId }: Caller, key: string, input: PlacementInput): Promise<PlacementRow> {
    return this.transactions.run(tenantId, async (manager) => {
      const current = await this.repository.hold(manager, tenantId, key);
      if (!current)
        throw campaignsError('PLACEMENT_NOT_FOUND', 'not-found', `There is no placement "${shown(key)}".`);
      const placement = laidOver(input, current);
      await this.repository.save(manager, placement);
      return placement;
    });
  }
}

function laidOver(input: PlacementInput, current: PlacementRow): PlacementRow {
  const placement = {
    ...current,
    name: input.name ?? current.name,
    description: input.description ?? current.description,
    slots: input.slots === undefined ? current.slots : input.slots,
    floorMicros: input.floor === undefined ? current.floorMicros : floorOf(input.floor),
    separatesCompetitors: input.separatesCompetitors ?? current.separatesCompetitors,
    exclusive: input.exclusive ?? current.exclusive,
  };
  const { key, name, description, slots } = placement;
  const isNamed = name.trim() !== '' && name.length <= 120 && description.length <= 1_000;
  if (!/^[a-z0-9][a-z0-9-]{0,62}$/.test(key) || !isNamed)
    throw invalid(
      'A placement needs a key of at most 63 small letters, digits and hyphens such as home-hero, and a name of 1 to 120 characters; its description may have 1,000.',
    );
  if (slots !== null && (slots < 1 || slots > mostSlots))
    throw invalid(
      `A placement has room for 1 to ${mostSlots} offers, not for ${slots}; null is as many as are asked for.`,
    );
  return placement;
}

function floorOf(text: string | null): number {
  if (text === null) return 0;
  const read = readMoney('floor', text, true);
  if ('problem' in read) throw invalid(`floor: ${read.problem.message} ${read.problem.remedy}`);
  return read.micros;
}

const invalid = (message: string) => campaignsError('INVALID_PLACEMENT', 'invalid', message);
