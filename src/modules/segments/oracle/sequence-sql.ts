import type { SequenceRule, SequenceStep } from '../../../models/segment/sequence.js';
import { allOf, reckoned, type Asking } from './asking.js';
import { isDeed } from './deed-sql.js';
import { inPeriod, lengthOf } from './time-sql.js';

/** Whether there is a last step in the period, nothing unwanted after it, and before it the step before, and so on. */
export function sequenceSql({ steps, noneSince, ...period }: SequenceRule, asking: Asking): string {
  const last = `s${steps.length - 1}`;
  const wanted = [inPeriod(period, `${last}.at`, asking)];
  if (noneSince)
    wanted.push(
      `not exists (select from deed u where ${allOf([isDeed(noneSince, 'u', asking), hasHappened('u', asking), isAfter('u', last)])})`,
    );
  return stepSql(steps, steps.length - 1, wanted, asking);
}

/** Whether there was this step, as wanted, and every step before it. */
function stepSql(steps: readonly SequenceStep[], n: number, wanted: string[], asking: Asking): string {
  const step = steps[n];
  if (!step) return 'true';
  const { soon, ...deed } = step;
  const alias = `s${n}`;
  const before = `s${n - 1}`;
  const link = [isAfter(alias, before)];
  if (soon !== undefined) link.push(`${alias}.at - ${before}.at <= ${reckoned(lengthOf(soon))}`);
  const earlier = n === 0 ? [] : [stepSql(steps, n - 1, link, asking)];
  return `exists (select from deed ${alias} where ${allOf([isDeed(deed, alias, asking), hasHappened(alias, asking), ...wanted, ...earlier])})`;
}

function hasHappened(alias: string, { now }: Asking): string {
  return `${alias}.at <= ${reckoned(now)}`;
}

/** Later in the log's order of time. */
function isAfter(later: string, earlier: string): string {
  return `(${later}.at, ${later}.seq) > (${earlier}.at, ${earlier}.seq)`;
}
