import { isOpen, leadStatuses, leadSteps } from '../../../models/lead/lead-status.js';
import { mayMove, movesFrom } from './may-move.js';

describe('a lead', () => {
  const table = leadStatuses.map((from) => [from, leadSteps.map((to) => (mayMove(from, to) ? to[0] : '·')).join('')]); // prettier-ignore

  it('moves as this table says', () => {
    expect(Object.fromEntries(table)).toEqual({
      NEW: '·CANSL',
      CONTACTED: '··ANSL',
      APPOINTMENT: '·C·NSL',
      NEGOTIATING: '··A·SL',
      SOLD: '·····L',
      LOST: 'NCANS·',
      FOLDED: '······',
    });
  });

  it('can be sold or lost from wherever somebody works on it, and opened again when lost only', () => {
    for (const from of leadStatuses) {
      if (isOpen(from)) expect(movesFrom(from)).toEqual(expect.arrayContaining(['SOLD', 'LOST']));
      else expect(movesFrom(from).some(isOpen)).toBe(from === 'LOST');
    }
  });
});
