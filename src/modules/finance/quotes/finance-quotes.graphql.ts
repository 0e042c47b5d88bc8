import { createUnionType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { FinanceDisclosures } from '../../../models/finance/finance-disclosures.js';
import type { MileageUnit } from '../../../models/mileage.js';
import type { FinanceProduct } from '../../../models/finance/finance-product.js';
import type { FinanceQuoteEntity } from '../../../models/finance/finance-quote.entity.js';
import type { FinanceTerms } from '../../../models/finance/finance-terms.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { DecimalScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { OutOfStock } from '../../vehicles/out-of-stock.graphql.js';
import { FinanceProductEnum, JurisdictionEnum } from '../finance-enums.graphql.js';
import { MileageUnitEnum } from '../../vehicles/mileage.graphql.js';
import type { QuoteOutcome } from './quotes.service.js';

@ObjectType({ description: 'How a payment comes about, step by step: the mathematical progression of a lease.' })
export class FinanceProgression {
  @Field(() => Money, { description: 'Price with what is financed beside it.' }) grossCost!: Money;
  @Field(() => Money, { description: 'Down payment and trade-in.' }) reduction!: Money;
  @Field(() => Money, { description: 'What is financed: adjusted capitalised cost, or amount of the credit.' })
  financed!: Money;
  @Field(() => Money, { description: 'Residual of a lease, balloon of a loan.' }) residual!: Money;
  @Field(() => Money, { description: 'Used up in a month; of a loan, paid back in the first.' }) depreciation!: Money;
  @Field(() => Money, { description: 'Rent charge of a month; of a loan, interest of the first.' }) rentCharge!: Money;
  @Field(() => Money, { description: 'A month before tax.' }) basePayment!: Money;
  @Field(() => Money, { description: 'Tax on it.' }) taxOnPayment!: Money;
  @Field(() => Money, { description: 'Used up or paid back over the term.' }) depreciationTotal!: Money;
  @Field(() => Money, { description: 'Rent charge or interest over the term.' }) chargeTotal!: Money;
  @Field(() => Money, { description: 'Every month before tax.' }) totalOfBasePayments!: Money;
} // prettier-ignore

@ObjectType({ description: 'How far the car may be driven without paying for it.' })
export class FinanceMileage {
  @Field(() => Int, { description: 'In a year.' }) perYear!: number;
  @Field(() => MileageUnitEnum, { description: 'Counted in.' }) unit!: MileageUnit;
}

@ObjectType({ description: 'Something that must be shown with the quote.' })
export class FinanceDisclosedField {
  @Field(() => String, { description: 'What it is: `amountDueAtSigning`.' }) field!: string;
  @Field(() => String, { description: 'What to show: `1242.59 USD`.' }) value!: string;
}

@ObjectType('FinanceDisclosures', { description: 'What has to be shown wherever the quote or its payment is.' })
export class FinanceDisclosuresType {
  @Field(() => JurisdictionEnum, { description: 'Whose law asks for it.' }) jurisdiction!: Jurisdiction;
  @Field(() => String, { description: 'Which law.' }) law!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'What the money costs a year, in percent; null for cash.' })
  rate!: string | null;
  @Field(() => String, { description: 'What this rate is called: `APR` of a loan in the US, never of a lease; empty for cash, which has none.' })
  rateLabel!: string;
  @Field(() => Boolean, { description: 'Whether it may be called APR.' }) aprLabelAllowed!: boolean;
  @Field(() => FinanceMileage, { nullable: true, description: 'Mileage allowance; null without a bound.' })
  mileageAllowance!: FinanceMileage | null;
  @Field(() => [FinanceDisclosedField], { description: 'What must be shown.' })
  required!: readonly FinanceDisclosedField[];
  @Field(() => String, { description: 'All of it in words.' }) text!: string;
} // prettier-ignore

@ObjectType({ description: 'What a car costs on such terms. It holds until it expires.' })
export class FinanceQuote {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'The version of the table it came from.' }) tableId!: string;
  @Field(() => ID, { nullable: true, description: 'The car of your stock; null where it is none of it.' })
  vehicleId!: string | null;
  @Field(() => String, { description: 'What the car is called.' }) title!: string;
  @Field(() => FinanceProductEnum, { description: 'How it is paid for.' }) product!: FinanceProduct;
  @Field(() => Int, { description: 'For how many months; 0 for cash.' }) termMonths!: number;
  @Field(() => Money, { description: 'What the car is sold for.' }) price!: Money;
  @Field(() => Money, { description: 'Due each month, tax included; of equal principal the first, highest one.' })
  payment!: Money;
  @Field(() => Money, { description: 'Due in the last month: it takes what rounding left.' }) lastPayment!: Money;
  @Field(() => Money, { description: 'Due in money on the first day; of a lease the first payment with it.' })
  amountDueAtSigning!: Money;
  @Field(() => Money, { description: 'Every payment with its tax, and the balloon.' }) totalOfPayments!: Money;
  @Field(() => Money, { description: 'All that is ever paid in money; a deposit that is given back left out. `totalPayableWithTradeIn` of the disclosures counts a car traded in too.' })
  totalPayable!: Money;
  @Field(() => FinanceProgression, { description: 'How the payment comes about.' })
  progression!: FinanceProgression;
  @Field(() => FinanceDisclosuresType, { description: 'What has to be shown with it.' })
  disclosures!: FinanceDisclosuresType;
  @Field(() => InstantScalar, { description: 'When it was given.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'Until when it holds.' }) expiresAt!: Date;
  /** What its schedule is worked out from, where that is asked for. */
  terms!: FinanceTerms;
} // prettier-ignore

@ObjectType({ description: 'One payment of a quote: a month, or its balloon.' })
export class FinanceScheduleLine {
  @Field(() => Int, { description: 'Counts from 1.' }) number!: number;
  @Field(() => Int, { description: 'Months after signing at which it is due.' }) dueAfterMonths!: number;
  @Field(() => Money, { description: 'Due, tax included.' }) payment!: Money;
  @Field(() => Money, { description: 'Tax in it.' }) tax!: Money;
  @Field(() => Money, { description: 'Interest or rent charge in it.' }) charge!: Money;
  @Field(() => Money, { description: 'Paid back or used up by it.' }) principal!: Money;
  @Field(() => Money, { description: 'Left after it; of a lease the residual in the end.' }) balance!: Money;
  @Field(() => Boolean, {
    description: 'Whether it is the balloon, a payment of its own beside that of the last month.',
  })
  isBalloon!: boolean;
}

@ObjectType({ description: 'No table has a rate for this car on these terms.' })
export class NoRateForVehicle {
  @Field(() => [Int], { description: 'Terms in months that there are rates for, for this car and product.' })
  termsOffered!: readonly number[];
}

@ObjectType({ description: 'One thing wrong with what was asked.' })
export class QuoteProblemType {
  @Field(() => String, { description: 'What kind, for programs: `RESIDUAL_OVER_COST`.' }) code!: string;
  @Field(() => String, { description: 'Where.' }) path!: string;
  @Field(() => String, { description: 'What is wrong there.' }) message!: string;
  @Field(() => String, { description: 'How to mend it.' }) remedy!: string;
}

@ObjectType({ description: 'These terms cannot be.' })
export class InvalidQuote {
  @Field(() => [QuoteProblemType], { description: 'Everything wrong with them.' })
  problems!: readonly QuoteProblemType[];
}

@ObjectType({ description: 'The quote no longer holds; ask for a new one.' })
export class QuoteExpired {
  @Field(() => ID, { description: 'Its id.' }) id!: string;
  @Field(() => InstantScalar, { description: 'Since when.' }) expiredAt!: Date;
}

/** What asking for a quote answers. */
export const QuoteFinanceResult = createUnionType({
  name: 'QuoteFinanceResult',
  description: 'The quote, or why there is none.',
  types: () => [FinanceQuote, NoRateForVehicle, OutOfStock, InvalidQuote],
  resolveType: (value: object) =>
    'problems' in value ? InvalidQuote : 'termsOffered' in value ? NoRateForVehicle : 'state' in value ? OutOfStock : FinanceQuote, // prettier-ignore
});

/** What asking for a quote again answers. */
export const FinanceQuoteResult = createUnionType({
  name: 'FinanceQuoteResult',
  description: 'The quote while it holds.',
  types: () => [FinanceQuote, QuoteExpired],
  resolveType: (value: object) => ('expiredAt' in value ? QuoteExpired : FinanceQuote),
});

export function toFinanceQuote(quote: FinanceQuoteEntity): FinanceQuote {
  const { id, tableId, vehicleId, title, terms, figures, createdAt, expiresAt } = quote;
  const { currency, product, termMonths } = terms;
  const money = (amount: string): Money => ({ amount, currency });
  return {
    ...{ id, tableId, vehicleId, title, product, termMonths, terms, createdAt, expiresAt },
    price: money(terms.price),
    payment: money(figures.payment),
    lastPayment: money(figures.lastPayment),
    amountDueAtSigning: money(figures.amountDueAtSigning),
    totalOfPayments: money(figures.totalOfPayments),
    totalPayable: money(figures.totalPayable),
    progression: {
      grossCost: money(figures.grossCost),
      reduction: money(figures.reduction),
      financed: money(figures.financed),
      residual: money(figures.residual),
      depreciation: money(figures.depreciation),
      rentCharge: money(figures.rentCharge),
      basePayment: money(figures.basePayment),
      taxOnPayment: money(figures.taxOnPayment),
      depreciationTotal: money(figures.depreciationTotal),
      chargeTotal: money(figures.chargeTotal),
      totalOfBasePayments: money(figures.totalOfBasePayments),
    },
    disclosures: toDisclosures(quote.disclosures),
  };
}

/** What has to be shown, as it is shown. */
export function toDisclosures(told: FinanceDisclosures): FinanceDisclosuresType {
  const { jurisdiction, law, rate, rateLabel, aprLabelAllowed, mileageAllowance, required, text } = told;
  const mileage = mileageAllowance && { perYear: mileageAllowance.perYear, unit: mileageAllowance.unit };
  return { jurisdiction, law, rate, rateLabel, aprLabelAllowed, mileageAllowance: mileage, required, text };
}

export function toQuoteResult(outcome: QuoteOutcome): typeof QuoteFinanceResult {
  if ('quote' in outcome) return toFinanceQuote(outcome.quote);
  return 'state' in outcome
    ? { state: outcome.state, remedy: 'Ask for another car: `vehicles` lists those on offer.' }
    : outcome;
}
