import { Injectable } from '@nestjs/common';
import type { FinanceDisclosures } from '../../../models/finance/finance-disclosures.js';
import type { FinanceFigures } from '../../../models/finance/finance-figures.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import { Clock } from '../../platform/clock.js';
import type { KindOfCar, WithinReach } from '../../vehicles/vehicles.service.js';
import { quoteOf } from '../quotes/make-quote.js';
import { askedRate, carInStock, termsFor, type QuotedCar, type QuoteWish } from '../quotes/quote-request.js';
import { chooseAmong, chooseRate, tablesInForce, type ChosenRate } from '../tables/choose-rate.js';
import { RateTables } from '../tables/rate-tables.service.js';
import { reachOf, type PaymentRange } from './payment-line.js';

export type { QuoteWish } from '../quotes/quote-request.js';
export type { PaymentRange } from './payment-line.js';

/** What a car costs a month, with what has to be shown beside it. */
export interface MonthlyPayment {
  readonly currency: string;
  readonly termMonths: number;
  readonly figures: FinanceFigures;
  readonly disclosures: FinanceDisclosures;
}

/** Which cars a payment reaches. */
export interface PaymentReach {
  readonly withinReach: WithinReach;
  /** The currencies of the cars that were looked at, where no table of the asked law is in any of them; none where one is. */
  readonly untabled: () => readonly string[];
}

/** What cars cost a month: of one car to be shown, and of all to be searched by. */
@Injectable()
export class MonthlyPayments {
  constructor(
    private readonly tables: RateTables,
    private readonly clock: Clock,
  ) {}

  /**
   * Which cars of a kind such a payment reaches, by price: what their quotes would say now. Of a kind that has no rate it
   * reaches none; where that is so of all because their currency has no table, it can be told.
   */
  async reach(tenantId: string, wish: QuoteWish, range: PaymentRange): Promise<PaymentReach> {
    const tables = await this.tables.of(tenantId);
    const now = this.clock.now();
    const inForce = new Map<string, ReturnType<typeof tablesInForce>>();
    const known = new Map<ChosenRate['row'], ReturnType<typeof reachOf>>();
    const withinReach: WithinReach = (kind) => {
      const { currency } = kind;
      const asked = askedRate(carOf(kind, '0', '0'), wish);
      const those = inForce.get(currency) ?? tablesInForce(tables, asked, now);
      inForce.set(currency, those);
      const chosen = chooseAmong(those, asked);
      if (!chosen) return () => false;
      // Trims and years often share a row, and so the line.
      const reaches = known.get(chosen.row) ?? reachOf(termsFor(carOf(kind, '0', '0'), wish, chosen), range);
      known.set(chosen.row, reaches);
      return reaches;
    };
    const untabled = () =>
      [...inForce.values()].every((those) => those.length === 0) ? [...inForce.keys()] : [];
    return { withinReach, untabled };
  }

  /** The terms in months for which there is any rate of this product now, in any currency. */
  async termsOffered(tenantId: string, { product, jurisdiction }: QuoteWish): Promise<number[]> {
    const now = this.clock.now();
    const tables = await this.tables.of(tenantId);
    const currencies = [...new Set(tables.map(({ currency }) => currency))];
    const rows = currencies.flatMap((currency) => tablesInForce(tables, { currency, jurisdiction }, now)).flatMap(({ rows: own }) => own); // prettier-ignore
    return [...new Set(rows.filter((row) => row.product === product).map(({ termMonths }) => termMonths))].sort((a, b) => a - b); // prettier-ignore
  }

  /** What a car costs a month on such terms; null where there is no rate for it, or no such contract. */
  async of(tenantId: string, vehicle: VehicleInStock, wish: QuoteWish): Promise<MonthlyPayment | null> {
    const car = carInStock(vehicle);
    const chosen = chooseRate(await this.tables.of(tenantId), askedRate(car, wish), this.clock.now());
    const made = chosen && quoteOf(car, wish, chosen);
    return made && 'figures' in made
      ? { currency: car.currency, termMonths: made.terms.termMonths, figures: made.figures, disclosures: made.disclosures }
      : null;
  } // prettier-ignore
}

function carOf({ make, model, trim, modelYear, currency }: KindOfCar, price: string, listPrice: string): QuotedCar {
  return { vehicleId: null, title: '', make, model, trim, modelYear, currency, price, listPrice };
} // prettier-ignore
