import { showsPayment } from './payment-words.js';

describe('what is paid each month', () => {
  it.each([
    'Lease it for $299/mo',
    'From £299pm',
    '£ 299 p.m.',
    '299 € im Monat',
    '399 EUR / Monat',
    'Only 299 a month',
    '$299 per month for 36 months',
    '1.299,00 € per month',
    'Monthly payments from $299',
    '月供2999元起',
    '2,999元/月',
    '每月 2999 元',
  ])('is told by %s', (text) => expect(showsPayment(text)).toBe(true));

  it.each([
    'A {make} {model} for {price}',
    'Ready this month',
    '36 months of warranty',
    'From £19,995',
    'Open till 9 pm on Mondays',
    'Car of the month',
    '三月上市',
  ])('is not told by %s', (text) => expect(showsPayment(text)).toBe(false));
});
