import { z } from 'zod';
import type { HandoverKind } from '../../../models/handover/handover-target.entity.js';
import { addressProblem } from '../../platform/webhooks/receiver-address.js';
import { smtpAddressProblem } from './smtp-address.js';

/** What somebody asks a target to be. */
export interface TargetDraft {
  /** Null: a new one. */
  readonly id: string | null;
  readonly dealerId: string | null;
  readonly kind: HandoverKind;
  readonly name: string;
  /** Null: as it was. */
  readonly url: string | null;
  readonly from: string | null;
  readonly to: string | null;
  /** Whether a webhook gets another secret. */
  readonly newSecret: boolean;
}

/** One thing wrong with what was sent. Holds no value that was sent. */
export interface HandoverProblem {
  /** Path of the field in the input: `url`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** One thing wrong, as it is told. */
export function problem(path: string, message: string, remedy: string): HandoverProblem {
  return { path, message, remedy };
}

/** Everything that is wrong with a draft by itself, at once. A new target needs an address; one that is there may keep its. */
export function draftProblems(draft: TargetDraft, mayPostInside: boolean): HandoverProblem[] {
  const { kind, name, url } = draft;
  const wrong = url === null ? null : kind === 'ADF_EMAIL' ? smtpAddressProblem(url, mayPostInside) : addressProblem(url, mayPostInside); // prettier-ignore
  return [
    ...(name.trim() === '' || name.length > 120 ? [problem('name', 'It is empty, or longer than 120 characters.', 'Give a short name by which people know the receiver.')] : []), // prettier-ignore
    ...(url === null && draft.id === null ? [problem('url', 'It is missing.', 'Give the address to hand leads over to.')] : []), // prettier-ignore
    ...(wrong === null ? [] : [problem('url', `It ${wrong}.`, 'Give an address that leads may be handed over to.')]), // prettier-ignore
    ...mailProblems('from', kind === 'ADF_EMAIL', draft.from, 'the address letters are from'),
    ...mailProblems('to', kind !== 'WEBHOOK', draft.to, "the dealer's e-mail address for leads"),
    ...(draft.newSecret && kind !== 'WEBHOOK' ? [problem('newSecret', 'Only webhooks are signed.', 'Leave it out.')] : []), // prettier-ignore
  ];
}

function mailProblems(
  path: string,
  isNeeded: boolean,
  value: string | null,
  what: string,
): HandoverProblem[] {
  if (!isNeeded) return value === null ? [] : [problem(path, 'This kind has none.', 'Leave it out.')];
  if (value === null) return [problem(path, 'It is missing.', `Give ${what}.`)];
  return z.email().max(254).safeParse(value).success
    ? []
    : [problem(path, 'It does not have the form of an e-mail address.', `Give ${what}: leads@dealer.example.`)]; // prettier-ignore
}
