import { hindrance } from './transition.js';

const startsAt = new Date(10_000_000);
const at = (status: 'BOOKED' | 'CONFIRMED' | 'ATTENDED' | 'NO_SHOW' | 'CANCELLED') => ({ status, startsAt });

describe('hindrance', () => {
  it('lets a drive that is ahead be confirmed and cancelled, and either again', () => {
    for (const to of ['CONFIRMED', 'CANCELLED'] as const)
      expect([hindrance(at('BOOKED'), to, 0), hindrance(at(to), to, 0)]).toEqual([null, null]);
  });

  it('keeps what is over as it is', () => {
    for (const status of ['ATTENDED', 'NO_SHOW', 'CANCELLED'] as const)
      expect(hindrance(at(status), 'CONFIRMED', 0)?.message).toContain(status);
  });

  it('says of nobody that they came, or did not, before they could', () => {
    expect(hindrance(at('BOOKED'), 'NO_SHOW', 9_999_999)).not.toBeNull();
    expect(hindrance(at('BOOKED'), 'NO_SHOW', 10_000_000)).toBeNull();
    expect(hindrance(at('CONFIRMED'), 'ATTENDED', 6_399_999)).not.toBeNull();
    expect(hindrance(at('CONFIRMED'), 'ATTENDED', 6_400_000)).toBeNull();
  });

  it('says of a drive under a programme that it was only by its return, and cancels none that is under way', () => {
    const [waiting, out] = [{ keyReleasedAt: null }, { keyReleasedAt: new Date(0) }];
    expect(hindrance(at('BOOKED'), 'ATTENDED', 10_000_000, waiting)?.remedy).toContain(
      'recordTestDriveReturn',
    );
    expect([hindrance(at('BOOKED'), 'CANCELLED', 0, waiting), hindrance(at('BOOKED'), 'NO_SHOW', 10_000_000, waiting)]).toEqual([null, null]); // prettier-ignore
    for (const to of ['CANCELLED', 'NO_SHOW'] as const)
      expect(hindrance(at('CONFIRMED'), to, 10_000_000, out)?.message).toContain('under way');
  });
});
