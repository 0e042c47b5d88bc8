import { toldChanges, type NamedId } from './change-message.js';

const change = { id: '7', segmentId: 's-1', segmentVersion: 3, profileId: 'p-1', hasEntered: true, at: new Date(0) }; // prettier-ignore
const named = (kind: NamedId['kind'], value: string, profileId = 'p-1'): NamedId => ({
  profileId,
  kind,
  value,
});

describe('what receivers are told of a change', () => {
  it('is who, where, when and by which ids they know the person', () => {
    const ids = [named('userId', 'u-1'), named('anonymousId', 'a-1'), named('userId', 'u-2', 'p-2')];
    expect(toldChanges([change, { ...change, id: '8', hasEntered: false, profileId: 'p-3' }], new Map([['s-1', 'SUVs']]), ids)).toEqual([
      { id: '7', change: 'entered', segmentId: 's-1', segmentName: 'SUVs', segmentVersion: 3, profileId: 'p-1', userIds: ['u-1'], anonymousIds: ['a-1'], at: '1970-01-01T00:00:00.000Z' },
      { id: '8', change: 'left', segmentId: 's-1', segmentName: 'SUVs', segmentVersion: 3, profileId: 'p-3', userIds: [], anonymousIds: [], at: '1970-01-01T00:00:00.000Z' },
    ]); // prettier-ignore
  });

  it('is never an address or a telephone number, whatever it was sent as', () => {
    const ids = ['ann@example.com', '+44 20 7946 0977', '0044 20 7946 0977', '20260101', 'crm-0012'].map((value) => named('userId', value)); // prettier-ignore
    expect(toldChanges([change], new Map(), ids)).toMatchObject([{ segmentName: null, userIds: ['20260101', 'crm-0012'] }]); // prettier-ignore
  });

  it('is the latest few of many ids', () => {
    const ids = Array.from({ length: 40 }, (_, n) => named('anonymousId', `a-${n}`));
    expect(toldChanges([change], new Map(), ids)[0]?.anonymousIds).toHaveLength(10);
  });
});
