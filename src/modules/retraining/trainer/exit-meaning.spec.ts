import fc from 'fast-check';
import { meaningOf } from './exit-meaning.js';

const bounds = { minutes: 30, memoryMb: 4_096 };
const end = (code: number | null, lastWords = '') => meaningOf({ code, endedBy: null, lastWords }, bounds);

describe('how the training package ended', () => {
  it('is told so that somebody knows what to do', () => {
    expect(end(0, 'a warning')).toBeNull();
    expect(end(2, 'sold: It alone tells buyers from others')).toEqual({ state: 'NOT_POSSIBLE', message: 'sold: It alone tells buyers from others' }); // prettier-ignore
    const told = (code: number | null) => `${end(code)?.state} ${end(code)?.message}`;
    expect(told(3)).toMatch(/^NOT_POSSIBLE .*install one.*python3-venv/);
    expect(told(4)).toMatch(/^NOT_POSSIBLE .*TRAINING_DIR.*PyPI/);
    expect(told(5)).toMatch(/^FAILED .*4096 MB/);
    expect(told(1)).toMatch(/^FAILED .*npm run train/);
    expect(told(null)).toMatch(/^FAILED .*want of memory/);
    const late = meaningOf({ code: null, endedBy: 'TIME', lastWords: '' }, bounds);
    expect(late).toEqual({ state: 'FAILED', message: 'Training took longer than 30 minutes and was ended.' });
  });

  it('passes on nothing that the trainer did not say on purpose', () => {
    fc.assert(
      fc.property(fc.constantFrom(1, 3, 4, 5, 137, null), fc.string({ minLength: 200 }), (code, words) => {
        expect(end(code, words)?.message).not.toContain(words);
      }),
    );
    expect(end(2, 'x'.repeat(9_000))?.message).toHaveLength(2_000);
  });
});
