import { Injectable } from '@nestjs/common';
import { Clock } from '../../platform/clock.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import { shown } from '../../platform/shown.js';
import { CatalogueRepository } from '../catalogue.repository.js';
import { bodyOfModel } from '../model-bodies.js';
import type { StockColumns } from '../stock-columns.js';
import type { RowContext } from '../stock-row.js';
import { DealersService } from '../dealers.service.js';

/** Whose file it is, and what holds for rows that do not say it. */
export interface RowOrder {
  readonly tenantId: string;
  /** ISO 4217: prices in any other are rejected. */
  readonly currency: string;
  /** Code of the dealer of rows that name none; may be left out where the tenant has one dealer. */
  readonly dealer?: string | undefined;
}

/** Gathers what the rows of a file are read against: dealers by code, the catalogue by name. */
@Injectable()
export class RowContexts {
  constructor(
    private readonly dealers: DealersService,
    private readonly catalogue: CatalogueRepository,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE where nothing says at which dealer the cars stand */
  async of(order: RowOrder, columns: StockColumns): Promise<RowContext> {
    const dealers = await this.dealers.list(order);
    const dealerIds = new Map(dealers.map(({ code, id }) => [code, id]));
    const dealerId = defaultDealer(order, columns, dealerIds);
    const seen = new Map<string, number>();
    const today = new Date(this.clock.now()).toISOString().slice(0, 10);
    return {
      tenantId: order.tenantId,
      currency: order.currency,
      latestYear: Number(today.slice(0, 4)) + 2,
      today,
      columns,
      dealerIds,
      dealerId,
      occurrence: (key) => {
        const before = seen.get(key) ?? 0;
        seen.set(key, before + 1);
        return before;
      },
      ...(await this.catalogueView()),
    };
  }

  /** The catalogue by name, in memory for the time of the import. */
  private async catalogueView(): Promise<Pick<RowContext, 'bodyOf' | 'trimIdOf'>> {
    const nameOf = (...parts: (string | number)[]) => parts.join('|').toLowerCase();
    const bodies = new Map(
      (await this.catalogue.usualBodies()).map(({ make, model, bodyStyle }) => [
        nameOf(make, model),
        bodyStyle,
      ]),
    );
    const trims = new Map(
      (await this.catalogue.idsByName()).map(({ id, make, model, trim, modelYear }) => [nameOf(make, model, trim, modelYear), id]), // prettier-ignore
    );
    return {
      bodyOf: (make, model) => bodyOfModel(make, model) ?? bodies.get(nameOf(make, model)),
      trimIdOf: (make, model, trim, modelYear) => trims.get(nameOf(make, model, trim, modelYear)) ?? null,
    };
  }
}

function defaultDealer(
  { dealer }: RowOrder,
  { columnOf, defaults, isOfCars }: StockColumns,
  dealerIds: ReadonlyMap<string, string>,
): string | null {
  const only = dealerIds.size === 1 ? [...dealerIds.values()][0] : undefined;
  const dealerId = dealer === undefined ? only : dealerIds.get(dealer);
  const codes =
    shown([...dealerIds.keys()].join(', '), 500) || 'none yet: add one with the mutation createDealer';
  if (dealer !== undefined && dealerId === undefined)
    throw importImpossible(`The tenant has no dealer ${shown(dealer)}; its dealers are ${codes}.`);
  if (isOfCars && dealerId === undefined && columnOf.dealer === undefined && defaults.dealer === undefined)
    throw importImpossible(
      `Neither the file nor --dealer says where the cars stand; the dealers are ${codes}.`,
    );
  return dealerId ?? null;
}
