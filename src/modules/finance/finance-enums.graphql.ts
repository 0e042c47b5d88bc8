import { registerEnumType } from '@nestjs/graphql';
import { financeProducts, repayments, type FinanceProduct, type Repayment } from '../../models/finance/finance-product.js'; // prettier-ignore
import { taxBases, type TaxBase } from '../../models/finance/finance-terms.js';
import { jurisdictions, type Jurisdiction } from '../../models/finance/jurisdiction.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/** Whose law, for GraphQL. */
export const JurisdictionEnum = enumOf(jurisdictions);
registerEnumType(JurisdictionEnum, {
  name: 'FinanceJurisdiction',
  description: 'Whose law a quote is made under.',
  valuesMap: described<Jurisdiction>({
    US: 'United States.',
    EU: 'A state of the European Union.',
    UK: 'United Kingdom.',
    CN: 'China.',
  }),
});

/** Ways to pay, for GraphQL. */
export const FinanceProductEnum = enumOf(financeProducts);
registerEnumType(FinanceProductEnum, {
  name: 'FinanceProduct',
  description: 'A way to pay for a car.',
  valuesMap: described<FinanceProduct>({
    LEASE: 'Driven for a term, then given back or bought for its residual.',
    LOAN: 'Paid back over the term.',
    BALLOON: 'A loan whose last part is due at its end: a PCP, a 尾款.',
    CASH: 'Paid at once.',
  }),
});

/** How a loan is paid back, for GraphQL. */
export const RepaymentEnum = enumOf(repayments);
registerEnumType(RepaymentEnum, {
  name: 'FinanceRepayment',
  description: 'How a loan is paid back.',
  valuesMap: described<Repayment>({
    EQUAL_INSTALMENTS: 'The same every month (等额本息).',
    EQUAL_PRINCIPAL: 'The same part of the loan every month, with less and less interest (等额本金).',
  }),
});

/** Where tax is laid, for GraphQL. */
export const TaxBaseEnum = enumOf(taxBases);
registerEnumType(TaxBaseEnum, {
  name: 'FinanceTaxBase',
  description: 'Where the tax is laid.',
  valuesMap: described<TaxBase>({
    PAYMENT: 'On each payment, as most US states do.',
    PRICE_UPFRONT: 'On the price, paid at signing.',
    PRICE_CAPITALISED: 'On the price, and financed with it.',
    INCLUDED: 'It is in every price already, as VAT is.',
  }),
});
