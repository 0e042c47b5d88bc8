import fc from 'fast-check';
import { signToken, type TrackedOffer } from '../tracking-token.js';
import { linkKeys, readLink, sealViewer, writeLink } from './link-text.js';
import { webAddress } from './web-address.js';

const keys = linkKeys('s'.repeat(32));
const id = (digit: string) => `${digit.repeat(8)}-1111-4111-8111-111111111111`;
const offer: TrackedOffer = {
  ...{ tenantId: id('a'), decisionId: id('b'), vehicleId: id('c'), campaignId: id('d'), creativeId: id('e') },
  ...{
    position: 2,
    placement: 'home-hero',
    propensity: 0.5,
    decidedAt: 1_764_000_000_000,
    billing: null,
    foretold: null,
  },
};
const token = signToken(keys.token, offer);
const linkFor = (viewer: object) => writeLink(token, sealViewer(keys, offer, viewer) ?? '');

describe('the text of a link', () => {
  it('gives back the offer and the viewer, whatever the name', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1, maxLength: 100, unit: 'grapheme' }),
        fc.boolean(),
        (name, isUser) => {
          fc.pre(Buffer.byteLength(name) < 400);
          const viewer = isUser ? { userId: name } : { anonymousId: name };
          const link = linkFor(viewer);
          expect(link).toMatch(/^[\w-]+\.[\w-]+$/);
          expect(readLink(keys, link)).toEqual({ trackingToken: token, offer, viewer });
        },
      ),
    );
  });

  it('names the signed-in person before the browser', () => {
    expect(readLink(keys, linkFor({ userId: 'ann', anonymousId: 'a-1' }))?.viewer).toEqual({ userId: 'ann' });
  });

  it('tells nobody whose it is', () => {
    const [, sealed = ''] = linkFor({ userId: 'ann@example.com' }).split('.');
    expect(Buffer.from(sealed, 'base64url').toString('latin1')).not.toContain('ann');
  });

  it('opens with no bit changed, added or taken', () => {
    const link = linkFor({ anonymousId: 'a-1' });
    fc.assert(
      fc.property(fc.nat(link.length - 1), fc.constantFrom('A', 'B', '_', '.', '', 'AA'), (at, other) => {
        fc.pre(other !== link[at]);
        expect(readLink(keys, link.slice(0, at) + other + link.slice(at + 1))).toBeNull();
      }),
    );
  });

  it('opens for its own decision, tenant and installation only', () => {
    const sealed = sealViewer(keys, { ...offer, decisionId: id('f') }, { anonymousId: 'a-1' }) ?? '';
    expect(readLink(keys, writeLink(token, sealed))).toBeNull();
    const foreign = sealViewer(keys, { ...offer, tenantId: id('f') }, { anonymousId: 'a-1' }) ?? '';
    expect(readLink(keys, writeLink(token, foreign))).toBeNull();
    expect(readLink(linkKeys('t'.repeat(32)), linkFor({ anonymousId: 'a-1' }))).toBeNull();
  });

  it('is not written for a name that no address can hold', () => {
    expect(sealViewer(keys, offer, { anonymousId: 'x'.repeat(400) })).toBeNull();
  });
});

describe('where a browser may be sent', () => {
  it.each([
    'javascript:alert(1)',
    'data:text/html,x',
    '//evil.example',
    'acme://car/1',
    '/car/1',
    'https://',
    '',
  ])('is not "%s"', (link) => expect(webAddress(link)).toBeNull());
  it('is the web, without what would break a header', () => {
    expect(webAddress('HTTPS://demo.example/cars/1?x=é')).toBe('https://demo.example/cars/1?x=%C3%A9');
    expect(webAddress('https://demo.example/a\r\nset-cookie: x')).not.toMatch(/[\r\n]/);
  });
});
