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
    '£299pcm',
    'from £299 p/m',
    '£299* per calendar month',
    '299EUR/Monat',
    '{price} monthly',
    'Nur 299 Euro monatlich',
    '299 Euro im Monat',
    'monatlich 299 €',
    'mtl. 299,- €',
    'Monatliche Rate: 299 Euro',
    'Monatsrate ab 299 €',
    'Only 299 pounds each month',
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
    'Open from 11 am',
    'Win a car, a month of fuel with it',
    'Lieferung in 3 Monaten',
    '10.000 km monatlich',
    'Ab 19.995 €, monatlich kündbar',
    'Monatlich kündbar, ab 19.995 €',
    '19.995 € monatlich kündbar',
    'Over 300 monthly visitors',
    'Euro 6, 36 Monate Garantie',
    '三月上市',
  ])('is not told by %s', (text) => expect(showsPayment(text)).toBe(false));
});
