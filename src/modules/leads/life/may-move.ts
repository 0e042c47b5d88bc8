import { leadSteps, type LeadStatus, type LeadStep } from '../../../models/lead/lead-status.js';

/**
 * From where a lead may be moved where. Steps may be left out, as dealers tell of what happened when they get to it; an
 * appointment that came to nothing leads back. What was lost may be opened again, and a sale may fall through.
 */
const ways: Readonly<Record<LeadStatus, readonly LeadStep[]>> = {
  NEW: ['CONTACTED', 'APPOINTMENT', 'NEGOTIATING', 'SOLD', 'LOST'],
  CONTACTED: ['APPOINTMENT', 'NEGOTIATING', 'SOLD', 'LOST'],
  APPOINTMENT: ['CONTACTED', 'NEGOTIATING', 'SOLD', 'LOST'],
  NEGOTIATING: ['APPOINTMENT', 'SOLD', 'LOST'],
  SOLD: ['LOST'],
  LOST: ['NEW', 'CONTACTED', 'APPOINTMENT', 'NEGOTIATING', 'SOLD'],
  FOLDED: [],
};

/** Where a lead in this state may be moved, in the order of a sale. */
export function movesFrom(status: LeadStatus): readonly LeadStep[] {
  return leadSteps.filter((step) => ways[status].includes(step));
}

/** Whether it may be moved there. */
export function mayMove(from: LeadStatus, to: LeadStep): boolean {
  return ways[from].includes(to);
}
