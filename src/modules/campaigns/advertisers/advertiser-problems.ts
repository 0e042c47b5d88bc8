import type { AdvertiserKind } from '../../../models/campaign/advertiser.entity.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { shown } from '../../platform/shown.js';
import type { AdvertiserRow } from './advertisers.repository.js';

/** What is said of an advertiser; absent: as it is. */
export interface AdvertiserInput {
  readonly name?: string | null | undefined;
  readonly kind?: AdvertiserKind | null | undefined;
  readonly dealerId?: string | null | undefined;
  readonly categories?: readonly string[] | null | undefined;
}

const most = { categories: 20, letters: 60 };

/** The input laid over what there is. Categories are compared in small letters; only a dealer has a dealer. */
export function laidOver(input: AdvertiserInput, current: AdvertiserRow): AdvertiserRow {
  const kind = input.kind ?? current.kind;
  const dealerId = input.dealerId === undefined ? current.dealerId : (input.dealerId?.toLowerCase() ?? null);
  const categories = input.categories?.map((each) => each.trim().toLowerCase());
  return {
    ...current,
    name: (input.name ?? current.name).trim(),
    kind,
    dealerId: kind === 'DEALER' || input.dealerId ? dealerId : null,
    categories: categories ? [...new Set(categories)].sort() : current.categories,
  };
}

/**
 * Everything wrong with an advertiser.
 * @param dealers ids of the tenant's dealers
 * @param before as it was; null when it is new. One whose dealer is gone keeps its kind
 */
export function advertiserProblems(
  { name, kind, dealerId, categories }: AdvertiserRow,
  dealers: ReadonlySet<string>,
  before: AdvertiserRow | null,
): Problem[] {
  const problems: Problem[] = [];
  const add = (path: string, message: string, remedy: string) => problems.push({ path, message, remedy });
  if (name === '' || name.length > 120)
    add('name', `The name has ${name.length} characters.`, 'Give one of 1 to 120.');
  if (kind !== 'DEALER' && dealerId !== null)
    add('dealerId', 'Only an advertiser of kind DEALER is a dealer.', 'Leave dealerId out, or set kind to DEALER.'); // prettier-ignore
  if (kind === 'DEALER' && dealerId === null && before?.kind !== 'DEALER')
    add('dealerId', 'It says of no dealer.', 'Name one of your dealers by its id.');
  if (kind === 'DEALER' && dealerId !== null && !dealers.has(dealerId))
    add('dealerId', `There is no dealer ${shown(dealerId)}.`, 'Take the id from dealers.');
  if (categories.length > most.categories)
    add('categories', `These are ${categories.length}.`, `Keep it to ${most.categories}.`);
  if (categories.some((each) => each === '' || each.length > most.letters))
    add('categories', 'One is empty or too long.', `Give words of 1 to ${most.letters} letters, such as a brand.`); // prettier-ignore
  return problems;
}
