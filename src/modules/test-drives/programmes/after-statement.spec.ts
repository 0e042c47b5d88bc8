import { afterDeposit, afterFee } from './after-statement.js';

const startsAt = new Date(10 * 3_600_000);
const deposit = (
  state: 'HELD' | 'RELEASED' | 'CAPTURED',
  stage: Parameters<typeof afterDeposit>[2],
  now = 0,
) => afterDeposit('HELD', state, stage, startsAt, 30, now);

describe('what a statement about money makes of a drive', () => {
  it('asks anew for a deposit that was given back before the key went out, in time for the drive', () => {
    const until = (now: number) => deposit('RELEASED', 'BOOKED', now).change.lapsesAt?.getTime();
    expect(deposit('RELEASED', 'BOOKED').change.depositState).toBe('AWAITED');
    expect([until(0), until(startsAt.getTime() - 60_000), until(startsAt.getTime() + 5)]).toEqual([1_800_000, startsAt.getTime(), startsAt.getTime() + 5]); // prettier-ignore
  });

  it('calls a drive off whose deposit was kept before the key went out, and no other', () => {
    expect(deposit('CAPTURED', 'BOOKED')).toEqual({ change: { depositState: 'CAPTURED', lapsesAt: null }, isCalledOff: true }); // prettier-ignore
    for (const stage of ['OUT', 'RETURNED', 'NO_SHOW', 'CANCELLED', 'LAPSED'] as const)
      for (const state of ['RELEASED', 'CAPTURED'] as const)
        expect(deposit(state, stage)).toEqual({ change: { depositState: state, lapsesAt: null }, isCalledOff: false }); // prettier-ignore
    // The rest of what was kept in part is let go: a part stays kept.
    expect(afterDeposit('CAPTURED', 'RELEASED', 'CANCELLED', startsAt, 30, 0)).toEqual({ change: { lapsesAt: null }, isCalledOff: false }); // prettier-ignore
    expect(deposit('HELD', 'BOOKED')).toMatchObject({ change: { depositState: 'HELD', lapsesAt: null } });
  });

  it('has a fee paid anew that was given back whole, and no less than that', () => {
    const of = (state: 'PAID' | 'REFUNDED', stage: Parameters<typeof afterFee>[1], isWhole: boolean) => {
      const { feeState, feeRefunded } = afterFee(state, stage, isWhole ? '99' : '60', isWhole).change;
      return `${feeState ?? ''} ${feeRefunded ?? ''}`;
    };
    expect([of('REFUNDED', 'BOOKED', true), of('REFUNDED', 'AWAITING_DEPOSIT', true), of('REFUNDED', 'BOOKED', false)]).toEqual(['UNPAID 0', 'UNPAID 0', 'PAID 60']); // prettier-ignore
    expect([of('REFUNDED', 'CANCELLED', true), of('REFUNDED', 'CANCELLED', false), of('REFUNDED', 'RETURNED', false), of('PAID', 'BOOKED', false)]).toEqual(['REFUNDED 99', 'PAID 60', 'PAID 60', 'PAID 0']); // prettier-ignore
  });
});
