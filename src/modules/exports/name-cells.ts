import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type { ToldOfPerson } from '../profiles/addresses.service.js';
import { sha256 } from './sha256.js';

/** Columns beside e-mail and phone, by target. */
export const nameColumns: Readonly<Record<Exclude<ExportTarget, 'CSV'>, readonly string[]>> = {
  GOOGLE_CUSTOMER_MATCH: ['First Name', 'Last Name', 'Country', 'Zip'],
  META_CUSTOM_AUDIENCE: ['fn', 'ln'],
  TIKTOK_CUSTOM_AUDIENCE: [],
};

/**
 * A person's name as the target matches by it: hashed; for Google with country and postal code, which it wants plain and
 * needs all of, so that of these four it is all or none. Where nothing is told, the cells are empty: nothing is not hashed.
 */
export function nameCellsOf(target: Exclude<ExportTarget, 'CSV'>, told: ToldOfPerson): string[] {
  switch (target) {
    case 'GOOGLE_CUSTOMER_MATCH':
      return googleCells(told);
    case 'META_CUSTOM_AUDIENCE':
      return [told.firstName, told.lastName].map((name) => hashed(withoutMarks(name ?? '')));
    case 'TIKTOK_CUSTOM_AUDIENCE':
      return [];
  }
}

function googleCells({ firstName, lastName, country, postalCode }: ToldOfPerson): string[] {
  const [first, last] = [hashed(plain(firstName ?? '')), hashed(plain(lastName ?? ''))];
  const land = /^[a-z]{2}$/i.test(country ?? '') ? (country ?? '').toUpperCase() : '';
  const zip = /^[a-z\d][a-z\d -]{1,10}[a-z\d]$/i.test(postalCode ?? '') ? (postalCode ?? '') : '';
  const cells = [first, last, land, zip];
  return cells.includes('') ? ['', '', '', ''] : cells;
}

function plain(name: string): string {
  return name.trim().toLowerCase();
}

/** As Meta writes names: in lower case, with no punctuation. */
function withoutMarks(name: string): string {
  return plain(name.replaceAll(/[\p{P}\p{S}]/gu, ''));
}

function hashed(text: string): string {
  return text === '' ? '' : sha256(text);
}
