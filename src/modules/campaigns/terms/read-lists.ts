import type { CampaignTerms } from '../../../models/campaign/campaign-terms.js';
import { daypartSchema, frequencyCapSchema } from '../../../models/campaign/campaign-terms.js';
import { wholeBasisPoints } from '../../../models/campaign/funding.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { shown } from '../../platform/shown.js';
import type { TermsInput } from './terms-input.js';
import type { TermsSetting } from './terms-setting.js';

type Sent<K extends keyof TermsInput> = NonNullable<TermsInput[K]>;

/** Most windows of a week, caps, and advertisers that share a cost. */
const most = { dayparts: 42, frequencyCaps: 12, funding: 20 };

/** Who pays which part. Shares have to be of advertisers there are, each once, and add up to 100 percent exactly. */
export function readFunding(
  funding: Sent<'funding'>,
  { advertisers }: TermsSetting,
  problems: Problem[],
): CampaignTerms['funding'] {
  const shares = funding.map(({ advertiserId, percent }) => ({ advertiserId: advertiserId.toLowerCase(), basisPoints: Math.round(percent * 100) })); // prettier-ignore
  const add = (path: string, message: string, remedy: string) => problems.push({ path, message, remedy });
  shares.forEach(({ advertiserId, basisPoints }, index) => {
    const percent = funding[index]?.percent ?? 0;
    if (!advertisers.has(advertiserId))
      add(`funding.${index}.advertiserId`, `There is no advertiser ${shown(advertiserId)}.`, 'Take the id from advertisers.'); // prettier-ignore
    if (basisPoints < 1 || Math.abs(percent * 100 - basisPoints) > 1e-6)
      add(`funding.${index}.percent`, `${percent} percent is no share.`, 'Give at least 0.01, with at most two decimals.'); // prettier-ignore
  });
  const sum = shares.reduce((total, { basisPoints }) => total + basisPoints, 0);
  if (shares.length > 0 && sum !== wholeBasisPoints)
    add('funding', `The shares add up to ${sum / 100} percent.`, 'Make them add up to 100.');
  if (new Set(shares.map(({ advertiserId }) => advertiserId)).size < shares.length)
    add('funding', 'An advertiser is named twice.', 'Give each one share.');
  tooMany('funding', shares.length, problems);
  return shares;
}

/** Hours of the week. A window ends on the day it begins; one that goes on past midnight is two. */
export function readDayparts(dayparts: Sent<'dayparts'>, problems: Problem[]): CampaignTerms['dayparts'] {
  const plain = dayparts.map(({ days, from, until }) => ({ days: [...new Set(days)], from, until }));
  plain.forEach((daypart, index) => {
    const path = `dayparts.${index}`;
    if (!daypartSchema.safeParse(daypart).success)
      problems.push({ path, message: 'It names no day, or no times of day.', remedy: 'Give days, and times such as 08:00 and 20:00; 24:00 is the end of a day.' }); // prettier-ignore
    else if (daypart.from >= daypart.until)
      problems.push({ path, message: `It ends at ${daypart.until}, which is not after ${daypart.from}.`, remedy: 'Where hours go on past midnight, give two windows: until 24:00, and from 00:00 on the next day.' }); // prettier-ignore
  });
  tooMany('dayparts', plain.length, problems);
  return plain;
}

/** How often one viewer may see it; each scope and window once. A cap of 0 is read, and keeps the campaign from being launched. */
export function readFrequencyCaps(
  caps: Sent<'frequencyCaps'>,
  problems: Problem[],
): CampaignTerms['frequencyCaps'] {
  const plain = caps.map(({ scope, window, most: often }) => ({ scope, window, most: often }));
  plain.forEach((cap, index) => {
    const path = `frequencyCaps.${index}`;
    if (!frequencyCapSchema.safeParse(cap).success)
      problems.push({ path: `${path}.most`, message: `${cap.most} is not how often something is seen.`, remedy: 'Give a whole number from 1 to 1000000.' }); // prettier-ignore
    if (plain.findIndex(({ scope, window }) => scope === cap.scope && window === cap.window) < index)
      problems.push({ path, message: `${cap.scope} is capped twice per ${cap.window}.`, remedy: 'Keep the smaller of the two.' }); // prettier-ignore
  });
  tooMany('frequencyCaps', plain.length, problems);
  return plain;
}

function tooMany(path: keyof typeof most, count: number, problems: Problem[]): void {
  if (count > most[path])
    problems.push({ path, message: `These are ${count}.`, remedy: `Keep it to ${most[path]}.` });
}
