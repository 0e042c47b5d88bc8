import type { LeadStatus } from '../../../models/lead/lead-status.js';
import { standsBy } from './stands-by.js';

const at = (minute: number) => new Date(minute * 60_000);
const move = (minute: number, from: LeadStatus, to: LeadStatus, movedBy: 'KEY' | 'CAROUSEL' = 'KEY') =>
  ({ from, to, reason: to === 'LOST' ? 'PRICE' : null, movedBy, leftWith: null, movedAt: at(minute), recordedAt: at(minute) }) as const; // prettier-ignore

describe('where a lead stands by its moves', () => {
  it.each([
    ['new and not answered, where there is none', [], null, 'NEW', null],
    ['where it was moved last, answered by the first', [move(1, 'NEW', 'CONTACTED'), move(2, 'CONTACTED', 'SOLD')], null, 'SOLD', 1],
    ['where it was put back, answered by nobody', [move(1, 'SOLD', 'NEW', 'CAROUSEL')], null, 'NEW', null],
    ['not answered, where only the dealer before told it', [move(1, 'NEW', 'CONTACTED')], 2, 'CONTACTED', null],
    ['answered, where the next dealer told the same', [move(1, 'NEW', 'CONTACTED'), move(3, 'CONTACTED', 'CONTACTED')], 2, 'CONTACTED', 3],
    ['not answered, where somebody said that it is new', [move(1, 'NEW', 'NEW')], null, 'NEW', null],
  ] as const)('is %s', (_what, moves, routed, status, answered) => {
    expect(standsBy(moves, routed === null ? null : at(routed))).toEqual({ status, reason: null, respondedAt: answered === null ? null : at(answered) });
  }); // prettier-ignore

  it('is lost for the reason it was', () => {
    expect(standsBy([move(1, 'NEW', 'LOST')], null)).toMatchObject({ status: 'LOST', reason: 'PRICE' });
  });
});
