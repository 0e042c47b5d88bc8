import type { LeadGrade } from '../../models/prediction/scores.js';

/**
 * Least P(sale within 90 days) of each grade. A lead of grade A is worth a call within minutes; D is worth an e-mail.
 */
export const gradeThresholds: readonly { grade: LeadGrade; from: number }[] = [
  { grade: 'A', from: 0.3 },
  { grade: 'B', from: 0.15 },
  { grade: 'C', from: 0.05 },
  { grade: 'D', from: 0 },
];

/** The grade of a probability; the lower bound belongs to the grade. */
export function gradeOf(probability: number): LeadGrade {
  return gradeThresholds.find(({ from }) => probability >= from)?.grade ?? 'D';
}
