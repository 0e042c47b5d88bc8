import { readGpc } from './read-gpc.js';

describe('readGpc', () => {
  it('denies what the policy says, and keeps the rest', () => {
    expect(readGpc(true, ['ADS', 'AUDIENCE_EXPORT'], 7).statements).toEqual([
      { purpose: 'ADS', state: 'DENIED', source: 'GPC', statedAt: 7, evidence: 'Sec-GPC: 1' },
      { purpose: 'AUDIENCE_EXPORT', state: 'DENIED', source: 'GPC', statedAt: 7, evidence: 'Sec-GPC: 1' },
    ]);
  });

  it.each([undefined, null, false, 0, '0', '', 'true', {}])(
    'takes %p for no signal, and no consent either',
    (signal) => {
      expect(readGpc(signal, ['ADS'], 7).statements).toEqual([]);
    },
  );
});
