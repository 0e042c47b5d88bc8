import type { LeadContact } from '../../models/lead/lead-wish.js';

/** Forms of address, which say nothing of who it is. */
const titles = new Set(['mr', 'mrs', 'ms', 'miss', 'mx', 'dr', 'prof', 'sir', 'dame', 'rev', 'herr', 'frau', 'mme', 'mlle', 'monsieur', 'madame']); // prettier-ignore
/** Letters that no accent is taken off. */
const letters: Readonly<Record<string, string>> = { ß: 'ss', ø: 'o', ł: 'l', đ: 'd', æ: 'ae', œ: 'oe' };

/**
 * Whether the first and the last names that two people give agree; null of what not both say. Accents, titles and middle names
 * make no difference, and an initial agrees with every name it begins: Mrs A. M. Müller may be Anna Mueller.
 */
export function namesAgree(one: LeadContact, other: LeadContact): readonly [first: boolean | null, last: boolean | null] {
  const given = ({ firstName }: LeadContact) => parts(firstName)[0] ?? '';
  const family = ({ lastName }: LeadContact) => parts(lastName).join('');
  return [agree(given(one), given(other)), agree(family(one), family(other))];
} // prettier-ignore

function agree(one: string, other: string): boolean | null {
  if (one === '' || other === '') return null;
  const isInitial = one.length === 1 || other.length === 1;
  return isInitial ? one.charAt(0) === other.charAt(0) : one === other;
}

/** The words of a name in plain letters, without titles. */
function parts(name = ''): string[] {
  const plain = name.toLowerCase().normalize('NFKD').replaceAll(/\p{M}/gu, '').replaceAll(/[ßøłđæœ]/g, (letter) => letters[letter] ?? letter); // prettier-ignore
  const words = plain.replaceAll(/['’]/g, '').split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '' && !titles.has(word)); // prettier-ignore
  // Where a keyboard has no umlaut, an e stands for it.
  return words.map((word) => word.replaceAll(/([aou])e/g, '$1'));
}
