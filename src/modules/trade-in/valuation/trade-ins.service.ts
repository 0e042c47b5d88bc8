import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../../../models/caller.js';
import type { OfferedCar, TradeInBand, TradeInCar } from '../../../models/trade-in/trade-in.js';
import { Clock } from '../../platform/clock.js';
import { EventsService } from '../../events/events.service.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { ValuationTables } from '../tables/valuation-tables.service.js';
import { bandPreferring, chooseBand } from './choose-band.js';
import { coverageFor, type Coverage } from './coverage.js';
import { valuationEvent, type ValuedPerson } from './valuation-event.js';
import { currencyProblems, tradeInProblems, type TradeInProblem } from './trade-in-problems.js';

/** What a car is worth; or for what there are bands where there is none for it; or what is wrong with it. */
export type Valuation =
  | { readonly band: TradeInBand }
  | { readonly coverage: readonly Coverage[] }
  | { readonly problems: readonly TradeInProblem[] };

/** Says what a car is worth that somebody may trade in, out of the tables a marketer published. */
@Injectable()
export class TradeIns {
  constructor(
    private readonly tables: ValuationTables,
    private readonly tenancy: TenancyService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /**
   * What a car is worth now; with `currency` (ISO 4217) by tables of that one only, without by those of the tenant's own where they
   * say it, else by any.
   */
  async value({ tenantId }: Pick<Caller, 'tenantId'>, car: TradeInCar, currency: string | null): Promise<Valuation> {
    const problems = [...this.problems(car), ...currencyProblems(currency)];
    if (problems.length > 0) return { problems };
    const tables = await this.tables.of(tenantId);
    const { currency: own } = await this.tenancy.tenant({ tenantId });
    const band = currency === null ? bandPreferring(own, tables, car) : chooseBand(tables, car, currency);
    return band ? { band } : { coverage: coverageFor(tables, car, currency) };
  } // prettier-ignore

  /** The same, and noted in the history of the person it is told to, durable before the answer. What has no band is told and not noted. */
  async valueFor(caller: Caller, car: TradeInCar, currency: string | null, person: ValuedPerson): Promise<Valuation> {
    const valuation = await this.value(caller, car, currency);
    const isNamed = person.anonymousId !== undefined || person.userId !== undefined;
    if ('band' in valuation && isNamed)
      await this.events.record(caller, [valuationEvent(car, valuation.band, person, uuidv7(), this.clock.now())]);
    return valuation;
  } // prettier-ignore

  /** Everything that is wrong with a car, at once. */
  problems(car: TradeInCar & { readonly vin?: string | null }): TradeInProblem[] {
    return tradeInProblems(car, this.clock.now());
  }

  /**
   * A car with its band as it was at that moment (milliseconds since the epoch), null where no table said one. Of the same moment
   * it is always the same, whatever was published since. Reads by the given manager only, as it may be within a transaction.
   */
  async noted(manager: EntityManager, tenantId: string, car: OfferedCar, at: number): Promise<OfferedCar> {
    const tables = await this.tables.asOf(manager, tenantId, at);
    const { currency } = await this.tenancy.tenant({ tenantId }, manager);
    return { ...car, band: bandPreferring(currency, tables, car) };
  } // prettier-ignore
}
