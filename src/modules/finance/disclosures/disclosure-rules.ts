import type { DisclosedField } from '../../../models/finance/finance-disclosures.js';
import type { FinanceProduct } from '../../../models/finance/finance-product.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';

/** What law asks to be shown of a product, and the words for it. Fields stand in the text in braces. */
export interface DisclosureRules {
  readonly law: string;
  readonly required: readonly DisclosedField[];
  readonly text: string;
}

const progression: readonly DisclosedField[] = ['grossCost', 'reduction', 'financed', 'residual', 'chargeTotal', 'totalOfBasePayments', 'termMonths', 'basePayment']; // prettier-ignore
const lease: readonly DisclosedField[] = ['amountDueAtSigning', 'payment', 'lastPayment', 'termMonths', 'totalPayableWithTradeIn', 'securityDeposit', 'mileage']; // prettier-ignore
const credit: readonly DisclosedField[] = ['rate', 'price', 'amountOfCredit', 'costOfCredit', 'payment', 'lastPayment', 'termMonths', 'totalOfPayments', 'totalPayableWithTradeIn', 'downPayment']; // prettier-ignore
const cash: DisclosureRules = { law: '', required: ['price', 'amountDueAtSigning'], text: 'Price {price}. Due with taxes and fees: {amountDueAtSigning}.' }; // prettier-ignore

const creditText =
  'Price {price}, down payment {downPayment}, amount of credit {amountOfCredit}. {termMonths} monthly payments of {payment}, the last {lastPayment}. Cost of the credit {costOfCredit}, payments in total {totalOfPayments}, total amount payable {totalPayableWithTradeIn}. {rate}.';
const balloonText = creditText.replace('the last {lastPayment}.', 'the last {lastPayment}, and a final payment of {residual}.'); // prettier-ignore
const hireText =
  '{amountDueAtSigning} due at signing, {termMonths} monthly rentals of {payment}, the last {lastPayment}. Total payable {totalPayableWithTradeIn}. Deposit given back at the end: {securityDeposit}. Mileage allowance {mileage} a year; more is charged, and so is damage beyond fair wear and tear.';

const us = {
  lease: `This is a lease. ${hireText.replaceAll('rentals', 'payments')} Gross capitalised cost {grossCost}, less capitalised cost reduction {reduction}, is the adjusted capitalised cost {financed}; less the residual value {residual} it is used up over the term. With the rent charge {chargeTotal} that is {totalOfBasePayments} of base payments over {termMonths} months, {basePayment} a month before tax. Ending the lease early may cost a substantial charge. {rate}. This percentage may not measure the overall cost of financing this lease.`,
  loan: 'Finance charge {costOfCredit}: what the credit costs in money. Amount financed {amountOfCredit}. Total of payments {totalOfPayments}. Price {price}, down payment {downPayment}, total sale price {totalPayableWithTradeIn}. {termMonths} monthly payments of {payment}, the last {lastPayment}. {rate}.',
};
const caution = 'Caution! Borrowing money costs money.';
const byMachine = 'This offer was worked out by automated processing of data.';

/** By jurisdiction and product. `Record`s, so that none can be forgotten. */
const rules: Readonly<Record<Jurisdiction, Readonly<Record<FinanceProduct, DisclosureRules>>>> = {
  US: {
    LEASE: { law: 'Regulation M, 12 CFR 1013', required: [...lease, ...progression.filter((field) => !lease.includes(field)), 'rate'], text: us.lease }, // prettier-ignore
    LOAN: { law: 'Regulation Z, 12 CFR 1026', required: credit, text: us.loan },
    BALLOON: { law: 'Regulation Z, 12 CFR 1026', required: [...credit, 'residual'], text: `${us.loan} A final payment of {residual} is due with the last of them.` }, // prettier-ignore
    CASH: cash,
  },
  EU: {
    LEASE: { law: 'National law on leases without an obligation to buy', required: lease, text: hireText },
    LOAN: {
      law: 'Directive (EU) 2023/2225',
      required: credit,
      text: `${caution} ${creditText} ${byMachine}`,
    },
    BALLOON: { law: 'Directive (EU) 2023/2225', required: [...credit, 'residual'], text: `${caution} ${balloonText} ${byMachine}` }, // prettier-ignore
    CASH: cash,
  },
  UK: {
    LEASE: { law: 'FCA Handbook, CONC 3 (consumer hire)', required: lease, text: `You will not own the car. ${hireText}` }, // prettier-ignore
    LOAN: { law: 'FCA Handbook, CONC 3.5', required: credit, text: `Representative example. ${creditText} Credit is subject to status.` }, // prettier-ignore
    BALLOON: { law: 'FCA Handbook, CONC 3.5', required: [...credit, 'residual'], text: `Representative example. ${balloonText} Credit is subject to status.` }, // prettier-ignore
    CASH: cash,
  },
  CN: {
    LEASE: { law: '中国人民银行公告〔2021〕第3号', required: [...lease, 'rate'], text: '本方案为租赁。签约时支付 {amountDueAtSigning}，{termMonths} 期，每期 {payment}，末期 {lastPayment}，合计 {totalPayableWithTradeIn}。保证金 {securityDeposit}（期满退还）。每年里程 {mileage}。{rate}。' }, // prettier-ignore
    LOAN: { law: '中国人民银行公告〔2021〕第3号', required: credit, text: '车价 {price}，首付 {downPayment}，贷款 {amountOfCredit}，{termMonths} 期，每期 {payment}，末期 {lastPayment}。利息及费用 {costOfCredit}，还款合计 {totalOfPayments}，总支出 {totalPayableWithTradeIn}。{rate}（复利，按内部收益率计算）。' }, // prettier-ignore
    BALLOON: { law: '中国人民银行公告〔2021〕第3号', required: [...credit, 'residual'], text: '车价 {price}，首付 {downPayment}，贷款 {amountOfCredit}，{termMonths} 期，每期 {payment}，末期 {lastPayment}，尾款 {residual}。利息及费用 {costOfCredit}，还款合计 {totalOfPayments}，总支出 {totalPayableWithTradeIn}。{rate}（复利，按内部收益率计算）。' }, // prettier-ignore
    CASH: { ...cash, text: '车价 {price}，含税费应付 {amountDueAtSigning}。' },
  },
};

/** What has to be shown there of such a quote. */
export function disclosureRulesOf(jurisdiction: Jurisdiction, product: FinanceProduct): DisclosureRules {
  return rules[jurisdiction][product];
}
