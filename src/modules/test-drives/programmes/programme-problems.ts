import { Duration } from 'luxon';
import { fractionOf, fromMinor, minorDigits, toMinor } from '../../../models/money.js';
import type { ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import { problem, type TestDriveProblem } from '../problem.js';
import { modelKey } from './same-model.js';

/** A programme as somebody wants it. */
export interface NewProgramme {
  /** The tenant's own short name for it: `summer-tower`. */
  readonly key: string;
  readonly name: string;
  readonly rules: ProgrammeRules;
}

const bounds = {
  minDays: [1, 30],
  maxDays: [1, 30],
  pickUpEveryMinutes: [5, 1_440],
  turnaroundMinutes: [0, 10_080],
  noticeMinutes: [0, 43_200],
  horizonDays: [1, 730],
} as const;
const most = { centres: 200, models: 200, bands: 100, days: 3_660, holdMinutes: 43_200, perPerson: 1_000 } as const; // prettier-ignore

/** Everything that is wrong with a programme, at once. Whether there are its centres is asked elsewhere. */
export function programmeProblems({ key, name, rules }: NewProgramme): TestDriveProblem[] {
  return [
    ...when(!/^[a-z0-9][a-z0-9-]{0,63}$/.test(key), 'key', 'It is not of lower-case letters, digits and dashes, 64 at most.', 'Give one such as summer-tower.'),
    ...when(name.trim() === '' || name.length > 200, 'name', 'It is empty, or longer than 200 characters.', 'Give the name people know it by.'),
    ...outside(rules),
    ...when(rules.minDays > rules.maxDays, 'days.max', 'It is less than days.min.', 'Give as many days or more.'),
    ...centreProblems(rules),
    ...modelProblems('models', rules.models),
    ...limitProblems(rules),
    ...moneyProblems(rules),
    ...discountProblems(rules),
  ];
} // prettier-ignore

/** The same with amounts as the currency writes them; only of rules in which nothing is wrong. */
export function written(rules: ProgrammeRules): ProgrammeRules {
  const digits = minorDigits(rules.currency) ?? 2;
  const text = (amount: string) => fromMinor(toMinor(amount, digits) ?? 0n, digits);
  const { deposit, fee, discount } = rules;
  return {
    ...rules,
    deposit: deposit && { ...deposit, amount: text(deposit.amount) },
    fee: { standard: text(fee.standard), byBand: fee.byBand.map((band) => ({ ...band, amount: text(band.amount) })) }, // prettier-ignore
    discount: discount && { ...discount, amount: discount.amount === null ? null : text(discount.amount) },
  };
}

function outside(rules: ProgrammeRules): TestDriveProblem[] {
  const paths = { minDays: 'days.min', maxDays: 'days.max', pickUpEveryMinutes: 'pickUpEveryMinutes', turnaroundMinutes: 'turnaroundMinutes', noticeMinutes: 'noticeMinutes', horizonDays: 'horizonDays' } as const; // prettier-ignore
  return (['minDays', 'maxDays', 'pickUpEveryMinutes', 'turnaroundMinutes', 'noticeMinutes', 'horizonDays'] as const).flatMap((field) => {
    const [least, greatest] = bounds[field];
    return within(paths[field], rules[field], least, greatest);
  }); // prettier-ignore
}

function centreProblems({ centres }: ProgrammeRules): TestDriveProblem[] {
  const ids = centres.map(({ dealerId }) => dealerId);
  return [
    ...when(centres.length === 0 || centres.length > most.centres, 'centres', `There are none, or more than ${most.centres}.`, 'Name the dealers whose cars are driven.'),
    ...when(new Set(ids).size < ids.length, 'centres.dealerId', 'A dealer is named twice.', 'Name each once.'),
    ...when(centres.some((centre) => centre.isAlwaysOpen && !centre.isSelfService), 'centres.alwaysOpen', 'A centre with staff is open day and night.', 'Leave it out, or make it a self-service centre.'),
  ];
} // prettier-ignore

function modelProblems(path: string, models: ProgrammeRules['models']): TestDriveProblem[] {
  const isNamed = models.every((model) => modelKey(model).split('/').every((part) => part !== '' && part.length <= 100)); // prettier-ignore
  return [
    ...when(models.length > most.models, path, `There are more than ${most.models}.`, 'Leave the list empty to have them all.'), // prettier-ignore
    ...when(!isNamed, path, 'A make or a model is empty, or longer than 100 characters.', 'Give both, as the cars have them.'), // prettier-ignore
  ];
}

function limitProblems({ limits, identity }: ProgrammeRules): TestDriveProblem[] {
  const { perPerson, window } = limits;
  const length = window === null ? null : Duration.fromISO(window);
  const isLength = length === null || (length.isValid && length.toMillis() > 0 && length.as('years') <= 100);
  const isLimited = limits.oncePerModel || perPerson !== null;
  return [
    ...(perPerson === null ? [] : within('limits.perPerson', perPerson, 1, most.perPerson)),
    ...when(!isLength, 'limits.window', 'It is no length of time above nothing, or of more than a hundred years.', 'Give one such as P1Y, or leave it out to count for ever.'),
    ...when(window !== null && !isLimited, 'limits.window', 'There is a window, and nothing to be counted in it.', 'Set oncePerModel or perPerson, or leave it out.'),
    ...(identity?.goodForDays === null || !identity ? [] : within('identityCheck.goodForDays', identity.goodForDays, 1, most.days)),
  ];
} // prettier-ignore

function moneyProblems({ currency, deposit, fee }: ProgrammeRules): TestDriveProblem[] {
  if (minorDigits(currency) === null) return [problem('currency', 'There is no such currency.', 'Give an ISO 4217 code, such as GBP.')]; // prettier-ignore
  const keys = fee.byBand.map(({ partner, band }) => `${partner.trim()}\n${band.trim()}`.toLowerCase());
  const isNamed = fee.byBand.every(({ partner, band }) => [partner, band].every((text) => text.trim() !== '' && text.length <= 100)); // prettier-ignore
  return [
    ...(deposit ? [...amountProblems('deposit.amount', deposit.amount, currency, 1n), ...within('deposit.holdMinutes', deposit.holdMinutes, 1, most.holdMinutes)] : []),
    ...amountProblems('fee.standard', fee.standard, currency, 0n),
    ...fee.byBand.flatMap(({ amount }) => amountProblems('fee.byBand.amount', amount, currency, 0n)).slice(0, 1),
    ...when(fee.byBand.length > most.bands, 'fee.byBand', `There are more than ${most.bands}.`, 'Name those that differ from the standard fee.'),
    ...when(!isNamed, 'fee.byBand', 'A partner or a band is empty, or longer than 100 characters.', 'Name both, as setPartnerBand does.'),
    ...when(new Set(keys).size < keys.length, 'fee.byBand', 'A band of a partner is named twice.', 'Name each once.'),
  ];
} // prettier-ignore

function discountProblems({ discount, currency }: ProgrammeRules): TestDriveProblem[] {
  if (!discount) return [];
  const { percent, amount, validDays, models } = discount;
  const share = percent === null ? null : fractionOf(percent);
  const isShare = percent === null || (share !== null && share.over > 0n && share.over <= 100n * share.under);
  return [
    ...when((percent === null) === (amount === null), 'discount', 'It is neither a percentage nor an amount, or both.', 'Give one of the two.'),
    ...when(!isShare, 'discount.percent', 'It is no percentage above 0, up to 100.', 'Give one such as 2.5.'),
    ...(amount === null || minorDigits(currency) === null ? [] : amountProblems('discount.amount', amount, currency, 1n)),
    ...within('discount.validDays', validDays, 1, most.days),
    ...modelProblems('discount.models', models),
  ];
} // prettier-ignore

function amountProblems(path: string, amount: string, currency: string, least: bigint): TestDriveProblem[] {
  const digits = minorDigits(currency) ?? 2;
  const minor = toMinor(amount, digits);
  const isAmount = minor !== null && minor >= least;
  return when(!isAmount, path, `It is no amount of ${currency}, or too small.`, `Give one with ${digits} decimals at most.`); // prettier-ignore
}

function within(path: string, value: number, least: number, greatest: number): TestDriveProblem[] {
  const isFine = Number.isInteger(value) && value >= least && value <= greatest;
  return when(!isFine, path, `It lies outside ${least} to ${greatest}.`, `Give ${least} to ${greatest}.`);
}

function when(isWrong: boolean, path: string, message: string, remedy: string): TestDriveProblem[] {
  return isWrong ? [problem(path, message, remedy)] : [];
}
