import { createHash } from 'node:crypto';
import type { ExportTarget } from '../../models/export/audience-export.entity.js';
import type { Address } from '../profiles/addresses.service.js';

/** What each target calls the two columns of its file: e-mail, then phone. */
const headers: Record<ExportTarget, string> = {
  GOOGLE_CUSTOMER_MATCH: 'Email,Phone',
  META_CUSTOM_AUDIENCE: 'email,phone',
  TIKTOK_CUSTOM_AUDIENCE: 'Email_SHA256,Phone_SHA256',
};

/** The first line of a target's file. */
export function headerOf(target: ExportTarget): string {
  return `${headers[target]}\n`;
}

/**
 * The lines of one person: one, and where more addresses of a kind are known, one for each. Cells are hashes or empty, so
 * there is nothing to quote.
 */
export function linesOf(
  target: ExportTarget,
  addresses: readonly Pick<Address, 'kind' | 'value'>[],
): string[] {
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
  return Array.from({ length: count }, (_, n) => `${emails[n] ?? ''},${phones[n] ?? ''}\n`);
}

/** An address as the target writes it before it hashes it; empty where nothing is left of it. */
export function writtenFor(target: ExportTarget, kind: Address['kind'], value: string): string {
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

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
