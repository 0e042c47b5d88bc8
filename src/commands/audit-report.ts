import type { Audit, Differences, SegmentAudit } from '../modules/segments/audit/audit.service.js';

/** An audit as an operator reads it: a line a segment, and what it comes to. */
export function auditReport({ people, differences, segments }: Audit): string {
  const waiting = segments.reduce((sum, { stillWaiting }) => sum + stillWaiting, 0);
  const settled = segments.reduce((sum, { settledMeanwhile }) => sum + settledMeanwhile, 0);
  const lines = [...segments.map(lineOf), ''];
  lines.push(`${counted(segments.length, 'segment')}, ${people.toLocaleString('en')} people: ${counted(differences, 'difference')}.`); // prettier-ignore
  if (settled > 0) lines.push(`${counted(settled, 'more')} settled while they were looked at.`);
  if (waiting > 0)
    lines.push(`${waiting.toLocaleString('en')} of them still wait for evaluation: is a worker running, and has it caught up?`); // prettier-ignore
  return `${lines.join('\n')}\n`;
}

function lineOf(segment: SegmentAudit): string {
  const { name, segmentId, isHeld, shouldBeIn, isIn, missing, stray } = segment;
  const title = `“${name}” (${segmentId})`;
  if (isHeld) return `  held  ${title}: its rule, or one it refers to, cannot be read; not audited`;
  const sizes = `${shouldBeIn.toLocaleString('en')} should be in, ${isIn.toLocaleString('en')} are`;
  if (missing.count + stray.count === 0) return `  ok    ${title}: ${sizes}`;
  const told = [named(missing, 'missing'), named(stray, 'too many')].filter((text) => text !== '');
  return `  DIFF  ${title}: ${sizes}; ${told.join('; ')}`;
}

function named({ count, profileIds }: Differences, what: string): string {
  if (count === 0) return '';
  const more = count > profileIds.length ? ' …' : '';
  return `${count.toLocaleString('en')} ${what}: profiles ${profileIds.join(' ')}${more}`;
}

function counted(count: number, what: string): string {
  const plural = count === 1 || what === 'more' ? what : `${what}s`;
  return `${count.toLocaleString('en')} ${plural}`;
}
