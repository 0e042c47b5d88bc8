import fc from 'fast-check';
import { identityKinds } from '../../../models/profile/identity.entity.js';
import { unitOf, type NamedId } from '../../../models/experiment/unit.js';

const id = (kind: NamedId['kind'], alias: string, day: number): NamedId => ({ kind, alias, since: new Date(day) }); // prettier-ignore

describe('what arms are drawn by', () => {
  it('is the browser somebody first came with, before they sign in and after, on every device', () => {
    const browser = id('anonymousId', 'browser', 1);
    const signedIn = [browser, id('userId', 'user', 2), id('email', 'mail', 0)];
    expect(unitOf([browser])).toBe('browser');
    expect(unitOf(signedIn)).toBe('browser');
    expect(unitOf([id('anonymousId', 'phone', 3), ...signedIn])).toBe('browser');
    expect(unitOf([id('userId', 'user', 1), id('anonymousId', 'laptop', 2)])).toBe('user');
  });

  it('is the browser where both became known at once, and nothing where a storefront can name neither', () => {
    expect(unitOf([id('userId', 'a', 1), id('anonymousId', 'b', 1)])).toBe('b');
    expect(unitOf([id('email', 'a', 1), id('deviceId', 'b', 1)])).toBeNull();
    expect(unitOf([])).toBeNull();
  });

  it('does not depend on the order in which ids are read, nor on those that come later', () => {
    const ids = fc.array(fc.tuple(fc.constantFrom(...identityKinds), fc.nat(5)), { maxLength: 8 });
    fc.assert(
      fc.property(ids, fc.nat(7), (all, cut) => {
        const known = all.map(([kind, day], n) => id(kind, `id-${n}`, day));
        expect(unitOf(known.toReversed())).toBe(unitOf(known));
        const before = known.slice(0, cut);
        const later = known.slice(cut).map((one) => ({ ...one, since: new Date(100) }));
        if (unitOf(before) !== null) expect(unitOf([...later, ...before])).toBe(unitOf(before));
      }),
    );
  });
});
