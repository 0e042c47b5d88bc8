import fc from 'fast-check';
import { sealedColumns } from '../../../models/sealed-columns.js';
import { newDataKeys, readDataKeys } from './data-keys.js';
import { SealError } from './key-ring.js';
import { testRing } from '../../../../test/support/data-keys.js';

const hex = (digit: string) => digit.repeat(64);
const ring = testRing(`lookup:${hex('a')},k1:${hex('1')}`);
const { leadPersonal: place, rejectedPayload: elsewhere } = sealedColumns;
const tenant = 'b3d7a1c0-0000-4000-8000-000000000001';
const anyText = fc.string({ unit: 'grapheme', maxLength: 300 });

describe('a key ring', () => {
  it('opens what it sealed, which shows nothing of the text and is another each time', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        const [one, other] = [ring.seal(place, tenant, text), ring.seal(place, tenant, text)];
        expect([ring.open(place, tenant, one), ring.open(place, tenant, other)]).toEqual([text, text]);
        expect(one).not.toBe(other);
        expect(one).toMatch(/^k1:[\w-]{38,}$/);
        if (text.length > 3) expect(Buffer.from(one.slice(3), 'base64url').includes(text)).toBe(false);
      }),
    );
  });

  it('opens nothing under another key, in another place, for another tenant, or with a bit turned', () => {
    const stranger = testRing(`lookup:${hex('a')},k1:${hex('2')}`);
    fc.assert(
      fc.property(anyText, fc.nat(), (text, where) => {
        const sealed = ring.seal(place, tenant, text);
        const bytes = Buffer.from(sealed.slice(3), 'base64url');
        bytes.writeUInt8((bytes[where % bytes.length] ?? 0) ^ (1 << (where % 8)), where % bytes.length);
        for (const open of [
          () => stranger.open(place, tenant, sealed),
          () => ring.open(elsewhere, tenant, sealed),
          () => ring.open(place, 'another', sealed),
          () => ring.open(place, tenant, `k1:${bytes.toString('base64url')}`),
          () => ring.open(place, tenant, sealed.slice(0, -4)),
          () => ring.open(place, tenant, text),
        ])
          expect(open).toThrow(SealError);
      }),
    );
  });

  it('seals under the first key and opens under all; says which key it lacks, and nothing of the value', () => {
    const both = testRing(`k2:${hex('2')},lookup:${hex('a')},k1:${hex('1')}`);
    const old = ring.seal(place, tenant, 'ann@example.com');
    expect(both.open(place, tenant, old)).toBe('ann@example.com');
    const fresh = both.reseal(place, tenant, old);
    expect(fresh.startsWith(both.currentPrefix)).toBe(true);
    expect(both.currentPrefix).toBe('k2:');
    expect(() => ring.open(place, tenant, fresh)).toThrow(/leads.sealed is sealed under the key k2, which DATA_KEYS does not name/); // prettier-ignore
    expect(() => ring.open(place, tenant, 'Ann Smith: +44 20 7946 0018')).toThrow(/^[^+S]*is sealed under no key.$/); // prettier-ignore
  });

  it('finds a text by the same hash, which another key makes otherwise', () => {
    const stranger = testRing(`lookup:${hex('b')},k1:${hex('1')}`);
    fc.assert(
      fc.property(anyText, anyText, (text, other) => {
        expect(ring.hash(text).equals(ring.hash(text))).toBe(true);
        expect(ring.hash(text).equals(ring.hash(other))).toBe(text === other);
        expect(stranger.hash(text).equals(ring.hash(text))).toBe(false);
      }),
    );
  });
});

describe('DATA_KEYS', () => {
  it('are read from what is made for a new installation', () => {
    expect(readDataKeys(newDataKeys())).toMatchObject({ current: 'k1' });
    expect(newDataKeys()).not.toBe(newDataKeys());
  });

  it.each([
    ['', /something else than keys/],
    ['lookup:12', /something else than keys/],
    [`lookup:${hex('a')}`, /lacks a key that seals/],
    [`k1:${hex('1')}`, /lacks the key lookup/],
    [`lookup:${hex('a')},k1:${hex('1')},k1:${hex('2')}`, /names k1 twice/],
    [`lookup:${hex('a')},k1:${hex('A')}`, /one key two names/],
  ])('are refused with the reason, and not shown: %s', (text, reason) => {
    const said = readDataKeys(text);
    expect(said).toMatch(reason);
    expect(said).not.toMatch(/[0-9a-f]{60}/i);
  });
});
