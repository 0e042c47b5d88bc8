import fc from 'fast-check';
import { usualPolicy } from '../../../models/decision/offer-policy.js';
import { draw } from '../auction/draw.js';
import { evidenceOf } from './evidence.js';

describe('what an answer is evidence of', () => {
  it('is the champion, unless another version ranked', () => {
    expect(evidenceOf()).toEqual({ ofChampion: true, ofOthers: true });
    expect(evidenceOf({ modelVersion: '1', policy: usualPolicy })).toEqual({ ofChampion: false, ofOthers: false }); // prettier-ignore
  });

  it('is other versions exactly where each offer could have been drawn', () => {
    const shares = fc.oneof(fc.constant(0), fc.double({ min: 0.001, max: 0.5, noNaN: true }));
    fc.assert(
      fc.property(shares, (explored) => {
        const from = [{ value: 2, weight: 1 }, { value: 1, weight: 0.5 }]; // prettier-ignore
        const { isBest } = draw(from, { random: () => 1 - 2 ** -53, explored });
        const policy = { ...usualPolicy, explored };
        expect(evidenceOf({ modelVersion: null, policy })).toEqual({ ofChampion: true, ofOthers: !isBest });
      }),
    );
  });
});
