import type { Problem } from '../../../models/campaign/problem.js';
import { toMicros } from '../../../models/campaign/micros.js';
import { shown } from '../../platform/shown.js';

/** An amount out of an input: micros, or what is wrong with it. */
export type ReadMoney = { readonly micros: number } | { readonly problem: Problem };

/**
 * Reads an amount as a marketer writes it: `12.50` is 12500000 micros. Nothing is rounded for its sender.
 * @param isZeroFine a ceiling or a floor may be nothing, a price may not
 */
export function readMoney(path: string, text: string, isZeroFine = false): ReadMoney {
  const micros = toMicros(text);
  const remedy = 'Give major units with at most six decimals and no sign, such as 12.50, up to 1000000000.';
  if (micros === null) return { problem: { path, message: `"${shown(text)}" is no amount of money.`, remedy } };
  if (micros === 0 && !isZeroFine)
    return { problem: { path, message: 'It is nothing.', remedy: 'Give an amount above zero, or leave it out.' } };
  return { micros };
} // prettier-ignore
