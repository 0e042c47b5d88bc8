import { consentPolicySchema, type ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { Purpose } from '../../models/consent/purpose.js';
import { AppError } from '../platform/app-error.js';
import { consentErrors } from './consent.errors.js';

/** A policy as somebody writes it down. */
export interface PolicyDraft extends Omit<ConsentPolicy, 'categories'> {
  readonly categories: readonly { readonly id: string; readonly purposes: readonly Purpose[] }[];
}

/** Most categories a banner may have. */
const mostCategories = 50;

/**
 * The policy a draft describes.
 * @throws AppError CONSENT_POLICY
 */
export function policyOf({ regime, version, categories, gpcDenies }: PolicyDraft): ConsentPolicy {
  const named = new Set(categories.map(({ id }) => id));
  if (named.size < categories.length)
    throw invalid('A category is named twice; name each once, with all of its purposes.');
  if (named.size > mostCategories)
    throw invalid(`There are ${named.size} categories; a policy holds at most ${mostCategories}.`);
  const parsed = consentPolicySchema.safeParse({
    regime,
    version: version.trim(),
    categories: Object.fromEntries(categories.map(({ id, purposes }) => [id, unique(purposes)])),
    gpcDenies: unique(gpcDenies),
  });
  if (parsed.success) return parsed.data;
  throw invalid('The version and every category need a name of 1 to 100 characters.');
}

function unique(purposes: readonly Purpose[]): Purpose[] {
  return [...new Set(purposes)];
}

function invalid(message: string): AppError {
  return new AppError(consentErrors.policy, 'invalid', message);
}
