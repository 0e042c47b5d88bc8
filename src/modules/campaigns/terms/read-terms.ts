import type { Bid, Budget, CampaignTerms, Goal } from '../../../models/campaign/campaign-terms.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { shown } from '../../platform/shown.js';
import { readDayparts, readFrequencyCaps, readFunding } from './read-lists.js';
import { readMoney } from './read-money.js';
import type { BidWish, BudgetWish, TermsInput } from './terms-input.js';
import type { TermsSetting } from './terms-setting.js';

/** One impression costs at least one micro. */
const leastPerThousand = 1_000;

/**
 * Lays terms over what there is. All problems come at once, each with the path of its field in the input. Amounts become
 * micros; what is only unwise is no problem here but an obstacle to launching.
 * @param advertiserId whose the campaign is to be; null: the tenant's own
 */
export function readTerms(
  input: TermsInput,
  current: CampaignTerms,
  advertiserId: string | null,
  setting: TermsSetting,
): { terms: CampaignTerms } | { problems: Problem[] } {
  const problems: Problem[] = [];
  const bid = given(input.bid, current.bid, (wish) => readBid(wish, problems));
  const budget = given(input.budget, current.budget, (wish) => readBudget(wish, setting, problems));
  const goal = given(input.goal, current.goal, (wish) => readGoal(wish, problems));
  const terms: CampaignTerms = {
    objective: input.objective ?? current.objective,
    delivery: input.delivery ?? current.delivery,
    goal,
    currency: bid === null && budget === null ? null : currencyOf(input, current, setting),
    bid,
    budget,
    funding: input.funding ? readFunding(input.funding, setting, problems) : current.funding,
    dayparts: input.dayparts ? readDayparts(input.dayparts, problems) : current.dayparts,
    frequencyCaps: input.frequencyCaps ? readFrequencyCaps(input.frequencyCaps, problems) : current.frequencyCaps, // prettier-ignore
    priority: input.priority ?? current.priority,
    creativeRotation: input.creativeRotation ?? current.creativeRotation,
  };
  problems.push(...goalProblems(terms), ...priorityProblems(terms, advertiserId, setting));
  return problems.length > 0 ? { problems } : { terms };
}

/** What is sent is in the tenant's currency; what stays is in that it was sent in, and holds until all of it is sent anew. */
function currencyOf({ bid, budget }: TermsInput, current: CampaignTerms, { currency }: TermsSetting): string {
  const someStays = (!bid && current.bid !== null) || (!budget && current.budget !== null);
  return someStays ? (current.currency ?? currency) : currency;
}

/** Absent: as it is. Null: none. */
function given<W, T>(wish: W | null | undefined, current: T | null, read: (wish: W) => T | null): T | null {
  if (wish === undefined) return current;
  return wish === null ? null : read(wish);
}

function readBid(wish: BidWish, problems: Problem[]): Bid | null {
  const prices = [
    ['PER_THOUSAND', 'perThousand', wish.perThousand],
    ['PER_CLICK', 'perClick', wish.perClick],
    ['PER_LEAD', 'perLead', wish.perLead],
  ] as const;
  for (const [kind, field, text] of prices)
    if (typeof text === 'string') {
      const amount = money(`bid.${field}`, text, problems);
      if (kind === 'PER_THOUSAND' && amount !== null && amount < leastPerThousand)
        problems.push({ path: 'bid.perThousand', message: `${shown(text)} for a thousand is less than a millionth for one, so nothing would be charged.`, remedy: 'Bid 0.001 or more, or set the bid to null.' }); // prettier-ignore
      return amount === null ? null : { kind, amount };
    }
  const { mostPerClick, mostPerLead } = wish.budgetBest ?? {};
  return {
    kind: 'BUDGET_BEST',
    mostPerClick: mostPerClick ? money('bid.budgetBest.mostPerClick', mostPerClick, problems) : null,
    mostPerLead: mostPerLead ? money('bid.budgetBest.mostPerLead', mostPerLead, problems) : null,
  };
}

function readBudget(wish: BudgetWish, { currency }: TermsSetting, problems: Problem[]): Budget | null {
  if (wish.currency && wish.currency !== currency)
    problems.push({ path: 'budget.currency', message: `The budget is in ${shown(wish.currency)}, and you sell in ${currency}.`, remedy: `Give it in ${currency}, or leave the currency out.` }); // prettier-ignore
  const total = wish.total ? money('budget.total', wish.total, problems) : null;
  const daily = wish.daily ? money('budget.daily', wish.daily, problems) : null;
  return total === null && daily === null ? null : { total, daily };
}

function readGoal({ amount, of }: Goal, problems: Problem[]): Goal {
  if (!Number.isInteger(amount) || amount < 1 || amount > 2_000_000_000)
    problems.push({ path: 'goal.amount', message: `A goal of ${amount} cannot be delivered.`, remedy: 'Give a whole number from 1 to 2000000000.' }); // prettier-ignore
  return { amount, of };
}

function money(path: string, text: string, problems: Problem[]): number | null {
  const read = readMoney(path, text);
  if ('micros' in read) return read.micros;
  problems.push(read.problem);
  return null;
}

function goalProblems({ delivery, goal }: CampaignTerms): Problem[] {
  if (delivery === 'GUARANTEED' || goal === null) return [];
  return [{ path: 'goal', message: 'Only guaranteed delivery has a goal.', remedy: 'Set delivery to GUARANTEED, or the goal to null.' }]; // prettier-ignore
}

function priorityProblems(
  { priority }: CampaignTerms,
  advertiserId: string | null,
  { advertisers }: TermsSetting,
): Problem[] {
  if (priority === 'STANDARD' || advertiserId === null) return [];
  const kind = advertisers.get(advertiserId)?.kind ?? 'HOUSE';
  if (kind === 'HOUSE') return [];
  return [{ path: 'priority', message: `${priority} is for your own messages, and this is of another advertiser.`, remedy: 'Leave the priority STANDARD, or take the advertiser away.' }]; // prettier-ignore
}
