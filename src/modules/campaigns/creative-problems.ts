import { randomUUID } from 'node:crypto';
import type { CreativeContent } from '../../models/campaign/campaign-content.js';
import type { CreativeEntity } from '../../models/campaign/creative.entity.js';
import { aprWords, leaseWords } from '../../models/finance/apr-words.js';
import { showsPayment } from '../../models/finance/payment-words.js';
import type { Problem } from '../../models/campaign/problem.js';
import { templateFields, templatePattern } from '../../models/campaign/creative-template.js';
import type { CreativeAngle } from '../../models/prediction/scores.js';

/** A creative as a marketer writes it. */
export interface CreativeDraft {
  readonly name: string;
  readonly angle: CreativeAngle;
  readonly headline: string;
  readonly body: string;
  readonly imageUrl: string | null;
  readonly callToAction: string;
  readonly deepLink: string;
  /** What law asks to be shown beside it; null: nothing. */
  readonly disclosure: string | null;
  /** How often it enters a choice beside the campaign's other creatives, where those rotate by weight; 0: never. */
  readonly weight: number;
}

const longest = {
  name: 120,
  headline: 120,
  body: 500,
  'callToAction.label': 40,
  'callToAction.url': 2000,
  imageUrl: 2000,
  disclosure: 4000,
};
const heaviest = 1_000;
const known = new Set<string>(templateFields);

/** Schemes that run or read something instead of leading somewhere; never a link in an advertisement. */
const refusedSchemes = new Set(
  ['javascript', 'data', 'vbscript', 'file', 'blob', 'about', 'filesystem', 'view-source', 'ftp', 'ws', 'wss'], // prettier-ignore
);

/** A creative's columns, as plain data. */
export type CreativeRow = Pick<CreativeEntity, keyof CreativeEntity>;

/** The draft as a new creative, in use from its first instant. */
export function newCreative(draft: CreativeDraft, now: Date): CreativeContent {
  const { name, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight } = draft;
  const texts = { name, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight };
  return { ...texts, id: randomUUID(), status: 'active', createdAt: now.toISOString() };
}

/** Everything wrong with a creative, each with its field and a remedy; empty when it may be shown. */
export function creativeProblems(draft: CreativeDraft): Problem[] {
  return [
    ...textProblems('name', draft.name),
    ...textProblems('headline', draft.headline),
    ...textProblems('body', draft.body),
    ...textProblems('callToAction.label', draft.callToAction),
    ...templateProblems('headline', draft.headline),
    ...templateProblems('body', draft.body),
    ...templateProblems('callToAction.label', draft.callToAction),
    ...templateProblems('callToAction.url', draft.deepLink),
    ...linkProblems('callToAction.url', draft.deepLink, true),
    ...(draft.imageUrl === null ? [] : linkProblems('imageUrl', draft.imageUrl, false)),
    ...leaseRateProblems(draft),
    ...disclosureProblems(draft),
    ...weightProblems(draft.weight),
  ];
}

function weightProblems(weight: number): Problem[] {
  if (Number.isInteger(weight) && weight >= 0 && weight <= heaviest) return [];
  return [{ path: 'weight', message: `${weight} is no weight.`, remedy: `Give a whole number from 0 to ${heaviest}.` }]; // prettier-ignore
}

function textProblems(
  path: 'name' | 'headline' | 'body' | 'callToAction.label' | 'disclosure',
  text: string,
): Problem[] {
  if (text.trim() === '') return [{ path, message: 'It is empty.', remedy: 'Write something.' }];
  if (text.length <= longest[path]) return [];
  return [{ path, message: `It is ${text.length} characters long.`, remedy: `Keep it to ${longest[path]}.` }];
}

function templateProblems(path: string, text: string): Problem[] {
  const unknown = [...text.matchAll(templatePattern)]
    .map(([, field = '']) => field)
    .filter((field) => !known.has(field));
  const remedy = `Use any of ${templateFields.map((field) => `{${field}}`).join(' ')}.`;
  const problems = unknown.map((field) => ({ path, message: `{${field}} names nothing.`, remedy }));
  if (/[{}]/.test(text.replaceAll(templatePattern, '')))
    problems.push({ path, message: 'A brace stands alone.', remedy });
  return problems;
}

/** Who tells what is paid each month has to tell the rest: how often, what is due at first, what it comes to. */
export function disclosureProblems({
  headline,
  body,
  callToAction,
  disclosure,
}: Pick<CreativeDraft, 'headline' | 'body' | 'callToAction' | 'disclosure'>): Problem[] {
  const path = 'disclosure';
  if (disclosure !== null && disclosure.trim() !== '') {
    const problems = textProblems(path, disclosure);
    if (!/\d/.test(disclosure) && [headline, body, callToAction].some(showsPayment))
      problems.push({ path, message: 'It tells no figure.', remedy: 'Tell the term, what is due at signing and the total: `disclosures.text` of a quote has it all.' }); // prettier-ignore
    return problems;
  }
  if (![headline, body, callToAction].some(showsPayment)) return [];
  return [{ path, message: 'A monthly payment is shown, and nothing of what law asks to be shown beside it.', remedy: 'Give `disclosures.text` of a quote (quoteFinance), or leave the payment out.' }]; // prettier-ignore
}

/** The rate of a lease is no APR, and in the US must not be called so: wherever a creative speaks of both. */
function leaseRateProblems({ headline, body, callToAction, disclosure }: CreativeDraft): Problem[] {
  const texts = { headline, body, 'callToAction.label': callToAction, disclosure: disclosure ?? '' };
  if (!Object.values(texts).some((text) => leaseWords.test(text))) return [];
  return Object.entries(texts)
    .filter(([, text]) => aprWords.test(text))
    .map(([path]) => ({ path, message: 'It calls the rate of a lease APR.', remedy: 'Say “lease rate”, or leave the rate out.' })); // prettier-ignore
}

function linkProblems(path: 'callToAction.url' | 'imageUrl', link: string, app: boolean): Problem[] {
  const wanted = app
    ? 'Give an address such as https://example.com/cars/{vehicleId} or myapp://cars/{vehicleId}.'
    : 'Give an address that begins with https:// or http://.';
  if (link.length > longest[path])
    return [
      { path, message: `It is ${link.length} characters long.`, remedy: `Keep it to ${longest[path]}.` },
    ];
  const [, scheme = '', authority = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)/i.exec(link) ?? [];
  const web = /^https?$/i.test(scheme);
  if (scheme === '' || /\s|\p{Cc}/u.test(link) || !URL.canParse(link.replaceAll(templatePattern, 'x')))
    return [{ path, message: 'It is not a whole address.', remedy: wanted }];
  if (refusedSchemes.has(scheme.toLowerCase()) || (!web && !app))
    return [{ path, message: `Links of the kind ${scheme}: are not allowed here.`, remedy: wanted }];
  if (web && (authority === '' || /[{}@]/.test(authority)))
    return [{ path, message: 'Its host must be plain: no template, no user name.', remedy: wanted }];
  if (!app && /[{}]/.test(link)) return [{ path, message: 'A picture takes no templates.', remedy: wanted }];
  return [];
}
