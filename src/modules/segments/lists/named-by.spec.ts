import { Buffer } from 'node:buffer';
import { eachOnce, readPerson, type Lookups } from './named-by.js';

const known = '0198c1de-7a00-7000-8000-000000000001';
const idOf = (kind: 'userId' | 'email', value: string) => ({ kind, value, hash: Buffer.from(value) });
const lookups: Lookups = {
  keyOf: (kind, written) =>
    kind === 'email' && !written.includes('@') ? null : { kind, value: written.trim().toLowerCase(), hash: Buffer.from(written) },
  surestOf: (profileId) => (profileId === known ? idOf('userId', 'u-1') : undefined),
}; // prettier-ignore

describe('readPerson', () => {
  it('takes every id that is said, and nothing of what is not', () => {
    const { ids, faults } = readPerson({ userId: 'A', email: ' ', phone: null, crmId: 'C' }, lookups);
    expect(ids).toMatchObject([
      { kind: 'userId', value: 'a' },
      { kind: 'crmId', value: 'c' },
    ]);
    expect(faults).toEqual([]);
  });

  it('takes a profile by the surest id that leads to it', () => {
    expect(readPerson({ profileId: ` ${known} ` }, lookups)).toEqual({
      ids: [idOf('userId', 'u-1')],
      faults: [],
    });
  });

  it('says what is no id, and never what was written', () => {
    const { ids, faults } = readPerson({ email: 'ann.smith', profileId: 'nobody', userId: 'u' }, lookups);
    expect(ids).toHaveLength(1);
    expect(faults).toMatchObject([
      { field: 'email', reason: 'is no e-mail address' },
      { field: 'profileId', reason: 'is nobody’s profile' },
    ]);
    expect(JSON.stringify(faults)).not.toMatch(/smith|nobody"/);
  });

  it('finds nothing, and no fault, in a row that says nothing', () => {
    expect(readPerson({ email: '' }, lookups)).toEqual({ ids: [], faults: [] });
  });
});

describe('eachOnce', () => {
  it('tells one id of two kinds from the same id twice', () => {
    const ids = [idOf('userId', 'a'), idOf('email', 'a'), idOf('userId', 'a')];
    expect(eachOnce(ids).map(({ kind }) => kind)).toEqual(['userId', 'email']);
  });
});
