import type { z } from 'zod';
import type { Rejection, RejectionCode } from '../events.errors.js';
import { tooMuchOf } from '../too-much.js';

/** GA4's own codes, as its validation server uses them. */
export type ValidationCode =
  'VALUE_INVALID' | 'VALUE_REQUIRED' | 'NAME_INVALID' | 'VALUE_OUT_OF_BOUNDS' | 'EXCEEDED_MAX_ENTITIES';

/** One of the `validationMessages` of `/debug/mp/collect`, in GA4's words. */
export interface Complaint {
  /** Which field: `events[0].name`. */
  readonly fieldPath: string;
  /** What is wrong with it; never a value that was sent. */
  readonly description: string;
  readonly validationCode: ValidationCode;
}

/** What zod found, as GA4 would say it. `within` is the field that was parsed, where it is not the whole request. */
export function complaintsOf({ issues }: z.ZodError, within = ''): Complaint[] {
  return issues.slice(0, 5).map((issue) => {
    // No deeper: further down names are the sender's own.
    const fieldPath = [within, ...issue.path.slice(0, 1)].filter((part) => part !== '').join('.');
    const isMissing = issue.code === 'invalid_type' && issue.message.endsWith('received undefined');
    return {
      fieldPath,
      description: `${fieldPath || 'The request'}: ${issue.message}.`,
      validationCode: isMissing ? 'VALUE_REQUIRED' : 'VALUE_INVALID',
    };
  });
}

/** What is kept aside of something these complaints are about. */
export function rejectionOf(code: RejectionCode, complaints: readonly Complaint[], said: unknown): Rejection {
  const message = complaints.map(({ description }) => description).join(' ');
  return { code, message, messageId: null, payload: tooMuchOf(said) ? undefined : said };
}
