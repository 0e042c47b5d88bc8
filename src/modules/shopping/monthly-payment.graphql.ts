import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { FinanceProduct, Repayment } from '../../models/finance/finance-product.js';
import type { Jurisdiction } from '../../models/finance/jurisdiction.js';
import { FinanceProductEnum, JurisdictionEnum, RepaymentEnum } from '../finance/finance-enums.graphql.js';
import type { MonthlyPayment } from '../finance/payments/monthly-payments.service.js';
import { FinanceDisclosuresType, toDisclosures } from '../finance/quotes/finance-quotes.graphql.js';
import { Money } from '../platform/graphql/money.graphql.js';
import { DecimalScalar } from '../platform/graphql/scalars.js';
import type { PaymentWish } from './payment-fault.js';

@InputType({ description: 'What a car may cost a month, and how it is paid for.' })
export class MonthlyPaymentFilter {
  @Field(() => DecimalScalar, { description: 'Most a month, tax included, in major units.' }) to!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'Least a month; nothing when left out.' })
  from?: string | null;
  @Field(() => FinanceProductEnum, { nullable: true, description: 'How to pay for it: LEASE, LOAN or BALLOON; LEASE when left out.' })
  product?: FinanceProduct | null;
  @Field(() => Int, { nullable: true, description: 'For how many months; 36 when left out.' })
  termMonths?: number | null;
  @Field(() => Int, { nullable: true, description: "How far it is driven a year, in the unit of the table; whatever the table's row says when left out." })
  annualMileage?: number | null;
  @Field(() => String, { nullable: true, description: 'Credit tier, as your table names it. It is kept nowhere.' })
  creditTier?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Paid at signing to lower what is financed; nothing when left out.' })
  downPayment?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'What is allowed for a car taken in, net of what is owed on it; nothing when left out.' })
  tradeIn?: string | null;
  @Field(() => RepaymentEnum, { nullable: true, description: 'How a loan is paid back; EQUAL_INSTALMENTS when left out.' })
  repayment?: Repayment | null;
  @Field(() => JurisdictionEnum, { nullable: true, description: 'Whose law; whichever your tables have for the currency when left out.' })
  jurisdiction?: Jurisdiction | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'The tax where this person lives, in percent; that of the table when left out.' })
  taxPercent?: string | null;
} // prettier-ignore

@ObjectType({ description: 'What a car costs a month, as a quote would say now. It binds nobody: ask for the quote itself by quoteFinance.' })
export class VehiclePayment {
  @Field(() => Money, { description: 'Due each month, tax included; of equal principal the first, highest one.' })
  payment!: Money;
  @Field(() => Money, { description: 'Due in money on the first day.' }) amountDueAtSigning!: Money;
  @Field(() => Int, { description: 'For how many months.' }) termMonths!: number;
  @Field(() => FinanceDisclosuresType, { description: 'What has to be shown wherever the payment is.' })
  disclosures!: FinanceDisclosuresType;
} // prettier-ignore

/** What is asked of a payment, as the services take it. */
export function toPaymentWish(filter: MonthlyPaymentFilter): PaymentWish {
  const { jurisdiction = null, annualMileage = null, creditTier = null, taxPercent = null } = filter;
  return {
    wish: {
      product: filter.product ?? 'LEASE',
      termMonths: filter.termMonths ?? 36,
      downPayment: filter.downPayment ?? '0',
      tradeIn: filter.tradeIn ?? '0',
      repayment: filter.repayment ?? 'EQUAL_INSTALMENTS',
      ...{ jurisdiction, annualMileage, creditTier, taxPercent },
    },
    range: { from: Number(filter.from ?? 0), to: Number(filter.to) },
  };
}

/** A payment as it is shown. */
export function toVehiclePayment({
  currency,
  termMonths,
  figures,
  disclosures,
}: MonthlyPayment): VehiclePayment {
  const money = (amount: string): Money => ({ amount, currency });
  return {
    payment: money(figures.payment),
    amountDueAtSigning: money(figures.amountDueAtSigning),
    termMonths,
    disclosures: toDisclosures(disclosures),
  };
}
