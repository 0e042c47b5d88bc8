const number = String.raw`\d[\d.,'’ \u00a0]*(?:,?[-–])?`;
const currency = String.raw`(?:[$€£¥￥]|(?<!\p{L})(?:USD|EUR|GBP|CNY|RMB|CHF|euros?|pounds?|dollars?|franken)(?!\p{L}))`;
/** An amount that is money for certain: a number alone may be an hour, or how many cars. */
const money = String.raw`(?:${currency}\s*${number}|${number}\s*${currency}|\{price\})`;
const star = String.raw`\s*[*†]?\s*`;
const eachMonth = String.raw`(?:/|per|a|each|every|im|pro|je|jeden|par|al)\s*(?:calendar\s+)?(?:month|monat|mois|mes(?!\p{L})|mese(?!\p{L})|mth(?!\p{L})|mo(?!\p{L}))`;
/** Nobody means an amount who says by what notice a contract ends. */
const adverb = String.raw`(?:monthly|monatlich(?!\s+k(?:ü|ue)ndbar)|mtl)(?!\p{L})`;

/**
 * Ways of saying what a car costs each month, in English, German, French, Spanish, Italian and Chinese: `$299/mo`, `£299pcm`, `£299 p/m`,
 * `299 € im Monat`, `299 Euro monatlich`, `299 a month`, `月供2999元`.
 */
const monthly: readonly RegExp[] = [
  new RegExp(`(?:${number}|\\{price\\})\\s*${currency}?${star}${eachMonth}`, 'iu'),
  new RegExp(`(?:${number}|\\{price\\})\\s*${currency}?${star}(?:(?:/|per)\\s*m|p\\.?c\\.?m|p/m)(?!\\p{L})`, 'iu'),
  // Without a currency it would be an hour of the day.
  new RegExp(`${money}${star}(?:p\\.?\\s?m(?!\\p{L})|${adverb})`, 'iu'),
  new RegExp(`monthly[^.!?]{0,40}${money}`, 'iu'),
  new RegExp(`(?:(?<!\\p{L})(?:${adverb}\\.?|monatliche[nrs]?(?!\\p{L}))|monats(?:rate|miete))[^.!?,;]{0,40}${money}`, 'iu'),
  /月供\s*[\d,.]+|[\d,.]+\s*元?\s*[/每]\s*个?月|每月\s*[\d,.]+\s*元/,
]; // prettier-ignore

/** Whether a text tells what is paid each month: law then wants more beside it. */
export function showsPayment(text: string): boolean {
  // Each run of space is one: the patterns may share it out in as many ways as it is long.
  const spaced = text.replaceAll(/\s+/g, ' ');
  return monthly.some((way) => way.test(spaced));
}
