import type { DriftReport, DriftWindow } from '../../../models/prediction/drift.js';
import type { WatchedInput } from '../../../models/prediction/watched-input.js';
import { lowerEdge, unknownBin } from '../counting/bins.js';
import { daysBetween } from '../counting/days.js';
import type { Group } from '../judging/groups.js';
import type { JudgedCalibration } from '../judging/judge-calibration.js';
import type { JudgedInput } from '../judging/judge-input.js';
import { fewestRows, referenceRows } from '../judging/windows.js';
import type { InputWords } from './input-words.js';

/** How a model's rows and what it foretells are spoken of. */
export interface ModelWords {
  /** What is scored, in the plural: `leads`. */
  readonly rows: string;
  /** What the score foretells: `the chance of a sale foretold`. */
  readonly score: string;
  /** What comes about: `were sold`. */
  readonly came: string;
  readonly inputs: Readonly<Record<string, InputWords>>;
}

/** A mean that moved by less than this part says little: then it is said where values lie otherwise. */
const littleMoved = 0.05;

/** One input in words: `Leads of the last 7 days have fewer vehicles viewed in 14 days: 1.2 on average, before 3.4.` */
export function sayInput(judged: JudgedInput, input: WatchedInput, { rows, inputs, score }: ModelWords, recent: DriftWindow): string {
  const { noun, kind } = inputs[input.name] ?? { noun: score, kind: 'SHARE' };
  const who = `${capital(rows)} of the last ${daysBetween(recent.from, recent.until) + 1} days`;
  const { state, before, now } = judged;
  const told = (value: number | null) => (value === null ? 'not known' : kind === 'SHARE' || kind === 'YES' ? percent(value) : rounded(value));
  if (state === 'STABLE') return before === null || now === null ? `${capital(noun)}: as before.` : `${capital(noun)}: as before, ${told(now)} on average.`;
  const mostMoved = judged.groups.reduce<Group | null>((most, group) => (most === null || Math.abs(moved(group, judged)) > Math.abs(moved(most, judged)) ? group : most), null);
  if (before === null || now === null || Math.abs(now - before) < littleMoved * Math.abs(before)) return sayGroup(who, { noun, input, group: mostMoved, judged });
  const isMore = now > before;
  if (kind === 'YES') return `${who} come ${isMore ? 'more' : 'less'} often with ${noun}: ${told(now)} of them, before ${told(before)}.`;
  return `${who} have ${kind === 'COUNT' ? (isMore ? 'more' : 'fewer') : isMore ? 'a higher' : 'a lower'} ${noun}: ${told(now)} on average, before ${told(before)}.`;
} // prettier-ignore

/** What came about beside what was foretold: `Of leads of 1 October to 28 October fewer were sold than foretold: 69, foretold 100.` */
export function sayCalibration({ state, window, came, foretold }: JudgedCalibration, { rows, came: comesAbout }: ModelWords): string {
  if (window === null) return `It is not settled yet what came of ${rows}.`;
  const days = `${capital(rows)} scored from ${window.from} to ${window.until}`;
  if (state === 'NOT_ENOUGH') return `Too little is settled to say: of ${window.rows} ${rows} scored from ${window.from} to ${window.until} ${came} ${comesAbout}.`;
  const numbers = `${came}, foretold ${rounded(foretold)}`;
  if (state === 'STABLE') return `${days} ${comesAbout} as often as foretold, give or take what chance does: ${numbers}.`;
  return `${days} ${comesAbout} ${came > foretold ? 'more' : 'less'} often than foretold: ${numbers}.`;
} // prettier-ignore

/** That nothing can be said yet, and what is missing. */
export function sayNotEnough({ rows }: ModelWords, reference: DriftWindow | null, scored: number): string {
  return reference === null
    ? `Too little to say yet: of ${referenceRows} ${rows} over whole weeks, by which later ones are judged, ${scored} are scored.`
    : `Too little to say yet: since ${reference.until} fewer than ${fewestRows} ${rows} in whole weeks are scored.`;
}

/** All of it in one sentence. */
export function sayReport({ inputs, score, calibration }: Pick<DriftReport, 'inputs' | 'score' | 'calibration'>, { rows }: ModelWords): string {
  const all = [...inputs, score, calibration];
  const [drifted, watched] = [all.filter(({ state }) => state === 'DRIFTED'), all.filter(({ state }) => state === 'WATCH')];
  if (drifted.length > 0) return `Drifted: the model's word on ${rows} is in doubt. ${[...drifted.map(({ sentence }) => sentence)].slice(0, 3).join(' ')}`;
  if (watched.length > 0) return `Watch: it moves, but not far. ${watched.map(({ sentence }) => sentence).slice(0, 3).join(' ')}`;
  return all.every(({ state }) => state === 'NOT_ENOUGH') ? (score.sentence) : `Stable: ${rows} are as they were when the model was first used.`;
} // prettier-ignore

interface Moved {
  readonly noun: string;
  readonly input: WatchedInput;
  readonly group: Group | null;
  readonly judged: JudgedInput;
}

function sayGroup(who: string, { noun, input, group, judged }: Moved): string {
  if (group === null) return `${who} differ in ${noun}.`;
  const [was, is] = ['before', 'now'].map((side) => percent(shareOf(group, judged, side === 'now')));
  return `${who} are ${moved(group, judged) > 0 ? 'more' : 'less'} often ${lying(group, noun, input)}: ${is} of them, before ${was}.`;
} // prettier-ignore

/** `of body style SUV`, `at 4 to below 8 (vehicles viewed in 14 days)`. */
function lying({ from, to }: Group, noun: string, { categories }: WatchedInput): string {
  if (from === unknownBin) return `without a known ${noun}`;
  if (categories !== null) return `of ${noun} ${categories[from] ?? 'other'}`;
  return from === 0 && to === 0 ? `at 0 (${noun})` : `at ${rounded(lowerEdge(from))} to below ${rounded(lowerEdge(to + 1))} (${noun})`; // prettier-ignore
}

function shareOf(group: Group, { groups }: JudgedInput, isNow: boolean): number {
  const side = isNow ? 'now' : 'before';
  const all = groups.reduce((sum, each) => sum + each[side], 0);
  return all === 0 ? 0 : group[side] / all;
}

const moved = (group: Group, judged: JudgedInput) => shareOf(group, judged, true) - shareOf(group, judged, false); // prettier-ignore
const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
const percent = (share: number) => `${rounded(100 * share)} %`;

/** Two digits that mean something; whole above 100. */
function rounded(value: number): string {
  return Math.abs(value) >= 100 ? Math.round(value).toLocaleString('en-GB') : String(Number(value.toPrecision(2))); // prettier-ignore
}
