const amount = String.raw`(?:[\d.,']+|\{price\})`;
const currency = String.raw`(?:[$€£¥￥]|\b(?:USD|EUR|GBP|CNY|RMB|CHF)\b)`;
const month = String.raw`(?:mo\b|mth\b|month|monat|mois|mes\b|mese\b|m\b)`;

/** Ways of saying what a car costs each month: `$299/mo`, `£299pm`, `299 € im Monat`, `299 a month`, `月供2999元`. */
const monthly: readonly RegExp[] = [
  new RegExp(`${amount}\\s*${currency}?\\s*(?:/|per|a|each|every|im|pro|par|al)\\s*${month}`, 'i'),
  // Without a currency it would be an hour of the day.
  new RegExp(
    `(?:${currency}\\s*${amount}|${amount}\\s*${currency})\\s*(?:p\\.?\\s?m\\b|monthly|mtl\\b)`,
    'i',
  ),
  new RegExp(`monthly[^.!?]{0,40}${currency}\\s*${amount}`, 'i'),
  /月供\s*[\d,.]+|[\d,.]+\s*元?\s*[/每]\s*个?月|每月\s*[\d,.]+\s*元/,
];

/** Whether a text tells what is paid each month: law then wants more beside it. */
export function showsPayment(text: string): boolean {
  return monthly.some((way) => way.test(text));
}
