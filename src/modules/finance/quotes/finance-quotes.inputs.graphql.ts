import { Field, ID, InputType, Int } from '@nestjs/graphql';
import type { FinanceProduct, Repayment } from '../../../models/finance/finance-product.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import { titleOf } from '../../../models/vehicle/vehicle-in-stock.js';
import { DecimalScalar } from '../../platform/graphql/scalars.js';
import { storableText } from '../../platform/storable.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { FinanceProductEnum, JurisdictionEnum, RepaymentEnum } from '../finance-enums.graphql.js';
import type { QuotedPerson } from './quote-event.js';
import type { QuotedCar, QuoteWish } from './quote-request.js';

@InputType({ description: 'A car as it could be ordered.' })
export class QuotedTrimInput {
  @Field(() => String, { description: 'Brand.' }) make!: string;
  @Field(() => String, { description: 'Model.' }) model!: string;
  @Field(() => String, { defaultValue: '', description: 'Trim.' }) trim!: string;
  @Field(() => Int, { description: 'Model year.' }) modelYear!: number;
  @Field(() => DecimalScalar, { description: 'What it is sold for.' }) price!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'List price (MSRP), of which residuals are a percentage; the price when left out.' }) // prettier-ignore
  listPrice?: string | null;
  @Field(() => String, { description: 'ISO 4217 currency of both.' }) currency!: string;
}

@InputType({ isOneOf: true, description: 'Which car: one of your stock, or one to be ordered.' })
export class QuotedCarInput {
  @Field(() => ID, { nullable: true, description: 'Id of a car of your stock.' }) vehicleId?: string;
  @Field(() => QuotedTrimInput, { nullable: true, description: 'A trim and its price.' })
  trim?: QuotedTrimInput;
}

@InputType({ description: 'What a car would cost, and how.' })
export class QuoteFinanceInput {
  @Field(() => QuotedCarInput, { description: 'Which car.' }) car!: QuotedCarInput;
  @Field(() => FinanceProductEnum, { description: 'How to pay for it.' }) product!: FinanceProduct;
  @Field(() => Int, { defaultValue: 36, description: 'For how many months; of no matter for cash.' })
  termMonths!: number;
  @Field(() => Int, { nullable: true, description: "How far it is driven a year, in the unit of the table; whatever the table's row says when left out." }) // prettier-ignore
  annualMileage?: number | null;
  @Field(() => String, { nullable: true, description: 'Credit tier, as your table names it. It is kept nowhere.' }) // prettier-ignore
  creditTier?: string | null;
  @Field(() => DecimalScalar, { defaultValue: '0', description: 'Paid at signing to lower what is financed: down payment, deposit, capitalised cost reduction.' }) // prettier-ignore
  downPayment!: string;
  @Field(() => DecimalScalar, { defaultValue: '0', description: 'What is allowed for a car taken in, net of what is owed on it.' }) // prettier-ignore
  tradeIn!: string;
  @Field(() => RepaymentEnum, { defaultValue: 'EQUAL_INSTALMENTS', description: 'How a loan is paid back.' })
  repayment!: Repayment;
  @Field(() => JurisdictionEnum, { nullable: true, description: 'Whose law; whichever your tables have for the currency when left out.' }) // prettier-ignore
  jurisdiction?: Jurisdiction | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'The tax where this person lives, in percent; that of the table when left out.' }) // prettier-ignore
  taxPercent?: string | null;
  @Field(() => ViewerInput, { nullable: true, description: 'Who is quoted: noted as an event of theirs, LEASE_QUOTED, PAYMENT_ESTIMATED, or for cash `Cash Quoted`.' }) // prettier-ignore
  viewer?: ViewerInput | null;
}

/** What is asked for, as the service takes it. */
export function toQuoteWish(input: QuoteFinanceInput): QuoteWish {
  const { product, termMonths, downPayment, tradeIn, repayment } = input;
  return {
    ...{ product, termMonths, downPayment, tradeIn, repayment },
    jurisdiction: input.jurisdiction ?? null,
    annualMileage: input.annualMileage ?? null,
    creditTier: input.creditTier ?? null,
    taxPercent: input.taxPercent ?? null,
  };
}

/** A car to be ordered, as the service takes it. */
export function toQuotedCar(given: QuotedTrimInput): QuotedCar {
  const { modelYear, price, listPrice } = given;
  const currency = given.currency.trim().toUpperCase();
  const [make, model, trim] = [given.make, given.model, given.trim].map((text) => storableText(text.trim().slice(0, 200))); // prettier-ignore
  const named = { make: make ?? '', model: model ?? '', trim: trim ?? '', modelYear };
  return { ...named, vehicleId: null, title: titleOf(named), price, listPrice: listPrice ?? price, currency };
}

/** Whom it is for; nobody where no id is given. */
export function toQuotedPerson({ viewer }: QuoteFinanceInput): QuotedPerson {
  const idIn = (text: string | null | undefined) => storableText((text ?? '').trim()) || undefined;
  return { anonymousId: idIn(viewer?.anonymousId), userId: idIn(viewer?.userId) };
}
