import type { GivenId } from '../profiles/addresses.service.js';
import { idLinesOf } from './id-lines.js';

const id = (kind: GivenId['kind'], value: string): GivenId => ({ kind, value, identityId: `i-${value}` });

describe('lines of ids', () => {
  it('are one for a person, under the name of each id', () => {
    expect(idLinesOf([id('crmId', 'C-1'), id('userId', 'ann')])).toEqual({
      lines: ['ann,C-1,\n'],
      identityIds: ['i-C-1', 'i-ann'],
    });
  });

  it('are several where there are several of a kind, and none where there is none', () => {
    expect(idLinesOf([id('loyaltyId', 'L1'), id('loyaltyId', 'L2'), id('userId', 'ann')]).lines).toEqual([
      'ann,,L1\n',
      ',,L2\n',
    ]);
    expect(idLinesOf([])).toEqual({ lines: [], identityIds: [] });
  });

  it('are parted as tables are, whatever an id is written with', () => {
    const odd = [id('userId', 'a,b'), id('userId', 'say "a"'), id('userId', 'two\nlines'), id('userId', ' a')]; // prettier-ignore
    expect(idLinesOf(odd).lines).toEqual(['"a,b",,\n', '"say ""a""",,\n', 'two lines,,\n', '" a",,\n']);
  });
});
