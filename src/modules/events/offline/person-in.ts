import { createHash } from 'node:crypto';
import { normalVin } from '../../../models/vehicle/vin.js';
import type { ImportField } from './import-columns.js';

/** Further ids that a row may say, besides numbers and browsers of the sender's own. */
export const otherIdFields = ['crmId', 'loyaltyId', 'email', 'phone', 'ownedVin', 'deviceId'] as const;
type OtherIdField = (typeof otherIdFields)[number];

/** Every field by which a row can say who it was. */
export const idFields = ['userId', 'anonymousId', ...otherIdFields] as const;

/** Who a row is about; or the cell that should say so and cannot; or null where it says nothing. */
export type RowPerson =
  | { readonly userId?: string; readonly anonymousId: string }
  | { readonly wrong: ImportField; readonly reason: string; readonly remedy: string }
  | null;

/** What a cell must look like to be anybody's id. A number of a file of the sender's own may look like anything. */
const shapes: Partial<Record<OtherIdField, { holds: (text: string) => boolean; reason: string; remedy: string }>> = {
  email: {
    holds: (text) => /^[^\s@]+@[^\s@]+$/.test(text),
    reason: 'is no e-mail address, and nothing else says who it was',
    remedy: 'write it whole, or give another id of the person',
  },
  phone: {
    holds: (text) => text.replaceAll(/\D/g, '').length >= 6,
    reason: 'is no telephone number, and nothing else says who it was',
    remedy: 'write it whole, with its country, or give another id of the person',
  },
  ownedVin: {
    holds: (text) => normalVin(text) !== null,
    reason: 'is no VIN, and nothing else says who it was',
    remedy: 'write all of its 17 letters and digits, or give another id of the person',
  },
}; // prettier-ignore

/** Who it was. Somebody without a number of ours is known by what they left: the same address is the same person. */
export function personIn(cell: (field: ImportField) => string): RowPerson {
  const [userId, anonymousId] = [cell('userId'), cell('anonymousId')];
  if (userId || anonymousId) return { userId, anonymousId };
  const told = otherIdFields.filter((field) => cell(field) !== '');
  const good = told.find((field) => shapes[field]?.holds(cell(field)) ?? true);
  if (good !== undefined) {
    const written = cell(good).toLowerCase().replaceAll(/\s/g, '');
    return {
      anonymousId: `import-${createHash('sha256').update(`${good} ${written}`).digest('base64url')}`,
    };
  }
  for (const field of told) {
    const shape = shapes[field];
    if (shape) return { wrong: field, reason: shape.reason, remedy: shape.remedy };
  }
  return null;
}
