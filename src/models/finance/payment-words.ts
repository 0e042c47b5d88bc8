const number = String.raw`\d[\d.,'’ \u00a0]*(?:,?[-–])?`;
const currency = String.raw`(?:[$€£¥￥]|(?<!\p{L})(?:USD|EUR|GBP|CNY|RMB|CHF|euros?|pounds?|dollars?|franken)(?!\p{L}))`;
/** An amount that is money for certain: a number alone may be an hour, or how many cars. */
const money = String.raw`(?:${currency}\s*${number}|${number}\s*${currency}|\{price\})`;
const star = String.raw`\s*[*†]?\s*`;
const each = String.raw`(?:/|per|p/|an?|each|every|in der|im|pro|je|jede[nr]?|par|al(?:la)?|por|a la)`;
const eachMonth = String.raw`${each}\s*(?:calendar\s+)?(?:month|monat|mois|mes(?!\p{L})|mese(?!\p{L})|mth(?!\p{L})|mo(?!\p{L}))`;
/** Shorter and longer than a month; a number alone may be how many cars or hours, so these ask for money. */
const eachTime = String.raw`${each}\s*(?:(?:two|2)\s+weeks|fortnight|week|wk|day|year|woche|tag|jahr|semaine|jour|an(?:née)?|semana|día|año|settimana|giorno|anno)(?!\p{L})`;
/** Nobody means an amount who says by what notice a contract ends. */
const adverb = String.raw`(?:monthly|monatlich(?!\s+k(?:ü|ue)ndbar)|mtl|mensuel(?:le)?s?|mensuales|mensual|mensili|mensile)(?!\p{L})`;
/** The same of other times. */
const otherAdverb = String.raw`(?:(?:bi-?)?weekly|fortnightly|wöchentlich|daily|täglich|yearly|annually)(?!\p{L})`;
const instalments = String.raw`(?:payments?|instal{1,2}ments?|raten?|mensualités|cuotas|rate)`;

/**
 * Ways of saying what a car costs each month, week or day, in English, German, French, Spanish, Italian and Chinese: `$299/mo`, `£299pcm`,
 * `£299 p/m`, `299 € im Monat`, `299 Euro monatlich`, `299 a month`, `$75 per week`, `36 × £299`, `月供2999元`, `日供99元`.
 */
const regular: readonly RegExp[] = [
  new RegExp(`(?:${number}|\\{price\\})\\s*${currency}?${star}${eachMonth}`, 'iu'),
  new RegExp(`(?:${number}|\\{price\\})\\s*${currency}?${star}(?:(?:/|per)\\s*m|p\\.?c\\.?m|p/m)(?!\\p{L})`, 'iu'),
  // Without a currency it would be an hour of the day.
  new RegExp(`${money}${star}(?:p\\.?\\s?m(?!\\p{L})|${adverb})`, 'iu'),
  new RegExp(`monthly[^.!?]{0,40}${money}`, 'iu'),
  new RegExp(`(?:(?<!\\p{L})(?:${adverb}\\.?|monatliche[nrs]?(?!\\p{L}))|monats(?:rate|miete))[^.!?,;]{0,40}${money}`, 'iu'),
  new RegExp(`${money}${star}(?:mo|mth)(?!\\p{L})`, 'iu'),
  new RegExp(`${money}${star}(?:${eachTime}|${otherAdverb})`, 'iu'),
  new RegExp(`(?<!\\p{L})${otherAdverb}\\s+${instalments}[^.!?,;]{0,40}${money}`, 'iu'),
  new RegExp(`\\d+\\s*(?:[x×]|${instalments}(?:\\s+(?:of|à|zu|von|de|da|di))?)\\s*${money}`, 'iu'),
  /[月周日年][供付]\s*[¥￥]?\s*[\d,.]+|[\d,.]+\s*元?\s*[/每]\s*(?:个?月|周|天|日|年)|每(?:个?月|周|天|日|年)\s*[¥￥]?\s*[\d,.]+\s*元?/,
]; // prettier-ignore

/** Whether a text tells what is paid each month, or each of another time: law then wants more beside it. */
export function showsPayment(text: string): boolean {
  // Each run of space is one: the patterns may share it out in as many ways as it is long. Wide digits and signs are plain ones.
  const spaced = text.normalize('NFKC').replaceAll(/\s+/g, ' ');
  return regular.some((way) => way.test(spaced));
}
