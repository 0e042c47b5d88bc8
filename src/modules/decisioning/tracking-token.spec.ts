import fc from 'fast-check';
import { mostMicros } from '../../models/campaign/micros.js';
import { outcomeTypes } from '../../models/decision/decision-outcome.entity.js';
import { signToken, tokenKey, verifyToken, type TrackedOffer } from './tracking-token.js';

const key = tokenKey('a secret of at least thirty-two characters');
const offers: fc.Arbitrary<TrackedOffer> = fc.record({
  tenantId: fc.uuid(),
  decisionId: fc.uuid(),
  position: fc.integer({ min: 1, max: 50 }),
  vehicleId: fc.uuid(),
  campaignId: fc.uuid(),
  creativeId: fc.uuid(),
  placement: fc.stringMatching(/^[a-z0-9][a-z0-9-]{0,62}$/),
  propensity: fc.double({ min: 1e-6, max: 1, noNaN: true }).map(Math.fround),
  decidedAt: fc.integer({ min: 0, max: 4_102_444_800_000 }),
  billing: fc.option(
    fc.record({
      on: fc.constantFrom(null, ...outcomeTypes),
      priceMicros: fc.integer({ min: 0, max: mostMicros }),
      day: fc
        .integer({ min: 0, max: 40_000 })
        .map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)),
      hold: fc.option(fc.integer({ min: 0, max: 254 })),
    }),
  ),
  foretold: fc.option(
    fc.record({
      expected: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.fround),
      average: fc.double({ min: 0, max: 1, noNaN: true }).map(Math.fround),
    }),
  ),
});

describe('a tracking token', () => {
  it('says again what was signed', () =>
    fc.assert(
      fc.property(offers, (offer) => {
        expect(verifyToken(key, signToken(key, offer))).toEqual(offer);
      }),
    ));

  it('is URL-safe and short', () =>
    fc.assert(
      fc.property(offers, (offer) => {
        expect(signToken(key, offer)).toMatch(/^[A-Za-z0-9_-]{140,270}$/);
      }),
    ));

  it('is refused when any character is changed, added or lost', () =>
    fc.assert(
      fc.property(
        offers,
        fc.nat(),
        fc.constantFrom(...Array.from('ABYZabyz0189-_=+ .')),
        (offer, at, other) => {
          const token = signToken(key, offer);
          const place = at % token.length;
          if (token[place] !== other)
            expect(verifyToken(key, token.slice(0, place) + other + token.slice(place + 1))).toBeNull();
          expect(verifyToken(key, token.slice(0, place))).toBeNull();
          expect(verifyToken(key, token + other)).toBeNull();
        },
      ),
      { numRuns: 500 },
    ));

  it('is refused when any bit is flipped', () =>
    fc.assert(
      fc.property(offers, fc.nat(), fc.nat(7), (offer, at, bit) => {
        const bytes = Buffer.from(signToken(key, offer), 'base64url');
        const place = at % bytes.length;
        bytes.writeUInt8(bytes.readUInt8(place) ^ (1 << bit), place);
        expect(verifyToken(key, bytes.toString('base64url'))).toBeNull();
      }),
      { numRuns: 500 },
    ));

  it('is refused under another secret, and as nonsense', () => {
    const [offer] = fc.sample(offers, 1);
    if (!offer) throw new Error('no sample');
    const token = signToken(tokenKey('another secret of thirty-two characters'), offer);
    for (const text of [token, '', 'x', 'not a token', 'A'.repeat(10_000)])
      expect(verifyToken(key, text)).toBeNull();
  });
});
