import { boughtWithin, didWithin } from '../../../models/segment/suggestion.js';
import type { Language } from '../sentence.js';
import { fewestBuyers, type Suggestion } from './suggestions-of.js';

const boughtDays = boughtWithin.ms / 86_400_000;
const { days } = didWithin;

/** Why an audience is suggested. */
export function reasonWords(
  { buyersShare, everybodyShare, index }: Omit<Suggestion, 'rule'>,
  language: Language,
): string {
  const [bought, all] = [percent(buyersShare), percent(everybodyShare)];
  const times = (index / 100).toFixed(1);
  return language === 'ENGLISH'
    ? `${bought} of buyers did so in the ${days} days before they bought, and ${all} of everybody in the last ${days} days: ${times} times as many.`
    : `${bought}的购车者在下单前${days}天内有此行为，而全部人群最近${days}天内为${all}：是其${times}倍。`;
}

/** Why no audience is suggested. */
export function nothingWords(buyers: number, language: Language): string {
  if (buyers >= fewestBuyers)
    return language === 'ENGLISH'
      ? `Nothing that the ${buyers} buyers of the last ${boughtDays} days did before sets them apart beyond chance and is done by 0.1% to 20% of everybody.`
      : `最近${boughtDays}天的${buyers}位购车者在下单前的行为与全部人群没有显著差异，或涉及人数不在全部人群的0.1%至20%之间。`;
  return language === 'ENGLISH'
    ? `${buyers} people bought in the last ${boughtDays} days; fewer than ${fewestBuyers} are too few to learn from.`
    : `最近${boughtDays}天有${buyers}人购车，少于${fewestBuyers}人，不足以得出建议。`;
}

function percent(share: number): string {
  const hundredths = share * 100;
  return `${hundredths >= 10 ? Math.round(hundredths) : hundredths.toFixed(1)}%`;
}
