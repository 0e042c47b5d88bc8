import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type { Address } from '../profiles/addresses.service.js';
import { idColumns, idLinesOf } from './id-lines.js';
import type { Lines, Told } from './lines.js';
import { nameCellsOf, nameColumns } from './name-cells.js';
import { sha256 } from './sha256.js';

/** A company an audience is handed on to, as told apart from a file of the tenant's own. */
export type Company = Exclude<ExportTarget, 'CSV'>;

/** What each company calls the first two columns of its file: e-mail, then phone. */
const addressColumns: Record<Company, readonly string[]> = {
  GOOGLE_CUSTOMER_MATCH: ['Email', 'Phone'],
  META_CUSTOM_AUDIENCE: ['email', 'phone'],
  TIKTOK_CUSTOM_AUDIENCE: ['Email_SHA256', 'Phone_SHA256'],
};

/** The first line of a target's file. */
export function headerOf(target: ExportTarget): string {
  const columns = target === 'CSV' ? idColumns : [...addressColumns[target], ...nameColumns[target]];
  return `${columns.join(',')}\n`;
}

/** The lines of one person as the target wants them; none where nothing is known that it takes. */
export function linesOf(target: ExportTarget, person: Told): Lines {
  return target === 'CSV' ? idLinesOf(person.ids) : hashedLinesOf(target, person);
}

/**
 * One line, and where more addresses of a kind are known, one for each, the name in all of them. Cells are hashes, plain
 * words or empty, so there is nothing to quote.
 */
function hashedLinesOf(target: Company, { addresses, told }: Told): Lines {
  const hashes = (wanted: Address['kind']) => [
    ...new Set(
      addresses.flatMap(({ kind, value }) => {
        const text = kind === wanted ? writtenFor(target, kind, value) : '';
        // The hash of nothing would be everybody's.
        return text === '' ? [] : [sha256(text)];
      }),
    ),
  ];
  const [emails, phones] = [hashes('email'), hashes('phone')];
  const count = Math.max(emails.length, phones.length);
  if (count === 0) return { lines: [], identityIds: [] };
  const names = nameCellsOf(target, told);
  const sayers = names.some((cell) => cell !== '') ? told.identityIds : [];
  return {
    lines: Array.from({ length: count }, (_, n) => `${[emails[n] ?? '', phones[n] ?? '', ...names].join(',')}\n`), // prettier-ignore
    identityIds: [...new Set([...addresses.flatMap(({ identityIds }) => identityIds), ...sayers])],
  };
}

/** An address as the target writes it before it hashes it; empty where nothing is left of it. */
export function writtenFor(target: Company, kind: Address['kind'], value: string): string {
  const bare = value.trim().toLowerCase();
  switch (target) {
    case 'GOOGLE_CUSTOMER_MATCH':
      return bare;
    case 'META_CUSTOM_AUDIENCE':
      return kind === 'phone' ? bare.replaceAll(/\D/g, '') : bare;
    case 'TIKTOK_CUSTOM_AUDIENCE':
      return kind === 'phone' ? bare : withoutTag(bare);
  }
}

function withoutTag(email: string): string {
  const [local = ''] = email.split('@', 1);
  const [name = ''] = local.split('+', 1);
  return name === '' ? '' : `${name}${email.slice(local.length)}`;
}
