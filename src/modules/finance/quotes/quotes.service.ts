import { Injectable } from '@nestjs/common';
import { DateTime, Duration } from 'luxon';
import { v7 as uuidv7 } from 'uuid';
import type { Caller } from '../../../models/caller.js';
import type { FinanceProblem } from '../../../models/finance/finance-problem.js';
import type { FinanceQuoteEntity } from '../../../models/finance/finance-quote.entity.js';
import type { StockState } from '../../../models/vehicle/stock-unit.entity.js';
import { EventsService } from '../../events/events.service.js';
import { Clock } from '../../platform/clock.js';
import { VehiclesService } from '../../vehicles/vehicles.service.js';
import { chooseRate, termsOffered, type ChosenRate } from '../tables/choose-rate.js';
import { RateTables } from '../tables/rate-tables.service.js';
import { FinanceQuotesRepository } from './finance-quotes.repository.js';
import { quoteEvent, type QuotedPerson } from './quote-event.js';
import { quoteOf } from './make-quote.js';
import { askedRate, carInStock, type QuotedCar, type QuoteWish } from './quote-request.js';
import { asAsked, wishProblems } from './wish-problems.js';

/** What is wrong with a wish: of the terms, or of the car named. */
export type QuoteProblem = Pick<FinanceProblem, 'path' | 'message' | 'remedy'> & { readonly code: FinanceProblem['code'] | 'VEHICLE_UNKNOWN' }; // prettier-ignore

/** What came of asking for a quote. */
export type QuoteOutcome =
  | { readonly quote: FinanceQuoteEntity }
  | { readonly problems: readonly QuoteProblem[] }
  | { readonly termsOffered: readonly number[] }
  | { readonly state: Exclude<StockState, 'AVAILABLE'> };

const unknownVehicle: QuoteProblem = { code: 'VEHICLE_UNKNOWN', path: 'car.vehicleId', message: 'There is no such car in your stock.', remedy: 'Take the id from vehicles or offers.' }; // prettier-ignore

/** Quotes: worked out of the newest tables, kept as they were given, and noted in the history of who asked. */
@Injectable()
export class FinanceQuotes {
  constructor(
    private readonly repository: FinanceQuotesRepository,
    private readonly tables: RateTables,
    private readonly vehicles: VehiclesService,
    private readonly events: EventsService,
    private readonly clock: Clock,
  ) {}

  /** A quote for a car of the stock: only while it is on offer. */
  async quoteVehicle(caller: Caller, id: string, wish: QuoteWish, person: QuotedPerson): Promise<QuoteOutcome> {
    const vehicle = await this.vehicles.find(caller, id);
    if (!vehicle) return { problems: [unknownVehicle] };
    if (vehicle.state !== 'AVAILABLE') return { state: vehicle.state };
    return this.quoteCar(caller, carInStock(vehicle), wish, person);
  } // prettier-ignore

  /** A quote for a car as it could be ordered. Durable when it is answered, and noted of the person where one is named. */
  async quoteCar(caller: Caller, car: QuotedCar, wish: QuoteWish, person: QuotedPerson): Promise<QuoteOutcome> {
    const wrong = wishProblems(car, wish);
    if (wrong.length > 0) return { problems: wrong };
    const now = this.clock.now();
    const tables = await this.tables.of(caller.tenantId);
    const asked = askedRate(car, wish);
    const chosen = chooseRate(tables, asked, now);
    if (!chosen) return { termsOffered: termsOffered(tables, asked, now) };
    const quoted = quoteOf(car, wish, chosen);
    if ('problems' in quoted) return { problems: quoted.problems.map((each) => asAsked(each, car)) };
    const [createdAt, expiresAt] = [new Date(now), expiryOf(chosen, now)];
    const { vehicleId, title } = car;
    const made = { tenantId: caller.tenantId, id: uuidv7(), tableId: chosen.table.id, vehicleId, title, ...quoted, createdAt, expiresAt }; // prettier-ignore
    await this.repository.insert(made);
    await this.note(caller, made, person);
    return { quote: made };
  } // prettier-ignore

  /** One quote, expired or not; null when it is not there or another tenant's. */
  find({ tenantId }: Pick<Caller, 'tenantId'>, id: string): Promise<FinanceQuoteEntity | null> {
    return this.repository.find(tenantId, id);
  }

  /** Whether it no longer holds. */
  isExpired({ expiresAt }: Pick<FinanceQuoteEntity, 'expiresAt'>): boolean {
    return expiresAt.getTime() <= this.clock.now();
  }

  private async note(caller: Caller, made: FinanceQuoteEntity, person: QuotedPerson): Promise<void> {
    if (person.anonymousId === undefined && person.userId === undefined) return;
    await this.events.record(caller, [quoteEvent(made, person)]);
  }
}

/** As long as the table says, and no longer than the table itself holds. */
function expiryOf({ table }: ChosenRate, now: number): Date {
  const held = DateTime.fromMillis(now, { zone: 'utc' }).plus(Duration.fromISO(table.quotesHold)).toMillis();
  return new Date(Math.min(held, table.validTo?.getTime() ?? Infinity));
}
