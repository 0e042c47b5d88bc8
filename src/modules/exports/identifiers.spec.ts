import { headerOf, linesOf, writtenFor, type Company } from './identifiers.js';
import type { Told } from './lines.js';
import { sha256 } from './sha256.js';

const mailHash = '973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b';
const phoneHash = 'a6e82c2f4091baff57a4f33d01efb65bfbeacbbfbcfaa9d0ff9f57d28d78fedb';
const digitsHash = '8d7bdaaf75196f351d22942fc0dd79304ffabc3eaf3339460ef9da0773e3aec2';
const companies: Company[] = ['GOOGLE_CUSTOMER_MATCH', 'META_CUSTOM_AUDIENCE', 'TIKTOK_CUSTOM_AUDIENCE'];
const mail = (value: string) => ({ kind: 'email' as const, value, identityIds: ['i-mail'] });
const phone = (value: string) => ({ kind: 'phone' as const, value, identityIds: ['i-phone'] });
const nameless = { firstName: null, lastName: null, country: null, postalCode: null, identityIds: [] };
const named = { firstName: 'Ann', lastName: 'Lee', country: 'gb', postalCode: 'LS1 1AA', identityIds: ['i-name'] }; // prettier-ignore
const of = (addresses: Told['addresses'], told: Told['told'] = nameless): Told => ({ addresses, ids: [], told }); // prettier-ignore
const ann = of([mail(' Test@Example.com '), phone('+16577770000')]);

describe('the identifiers a target is given', () => {
  it.each<[Company, string]>([
    ['GOOGLE_CUSTOMER_MATCH', `${mailHash},${phoneHash},,,,\n`],
    ['META_CUSTOM_AUDIENCE', `${mailHash},${digitsHash},,\n`],
    ['TIKTOK_CUSTOM_AUDIENCE', `${mailHash},${phoneHash}\n`],
  ])('are hashes of what %s writes', (target, line) => {
    expect(linesOf(target, ann)).toEqual({ lines: [line], identityIds: ['i-mail', 'i-phone'] });
  });

  it.each<[Company, string, string[]]>([
    ['GOOGLE_CUSTOMER_MATCH', `,${sha256('ann')},${sha256('lee')},GB,LS1 1AA\n`, ['i-mail', 'i-name']],
    ['META_CUSTOM_AUDIENCE', `,${sha256('ann')},${sha256('lee')}\n`, ['i-mail', 'i-name']],
    ['TIKTOK_CUSTOM_AUDIENCE', '\n', ['i-mail']],
  ])('go with the name for %s, in every line, and alone for nobody', (target, rest, identityIds) => {
    const other = sha256('b@example.com');
    expect(linesOf(target, of([mail('test@example.com'), mail('b@example.com')], named))).toEqual({
      lines: [`${mailHash},${rest}`, `${other},${rest}`],
      identityIds,
    });
    expect(linesOf(target, of([], named))).toEqual({ lines: [], identityIds: [] });
  });

  it.each<[Company, string]>([
    ['GOOGLE_CUSTOMER_MATCH', 'a.nn+cars@gmail.com'],
    ['META_CUSTOM_AUDIENCE', 'a.nn+cars@gmail.com'],
    ['TIKTOK_CUSTOM_AUDIENCE', 'a.nn@gmail.com'],
  ])('keep tags and dots of an e-mail as %s does', (target, written) => {
    expect(writtenFor(target, 'email', 'A.nn+cars@gmail.com')).toBe(written);
  });

  it.each(companies)('are never the hash of nothing for %s', (target) => {
    expect(linesOf(target, of([])).lines).toEqual([]);
    expect(linesOf(target, of([mail(''), phone(' ')])).lines).toEqual([]);
  });

  it('leave out an e-mail that is nothing but a tag where tags go', () => {
    expect(linesOf('TIKTOK_CUSTOM_AUDIENCE', of([mail('+cars@example.com')])).lines).toEqual([]);
  });

  it('stand in a line each where there are several of a kind, the same one once', () => {
    const two = [mail('test@example.com'), mail('b@example.com'), mail('test@example.com')];
    expect(linesOf('META_CUSTOM_AUDIENCE', of([...two, phone('+16577770000')])).lines).toEqual([
      `${mailHash},${digitsHash},,\n`,
      expect.stringMatching(/^[0-9a-f]{64},,,\n$/),
    ]);
    expect(linesOf('TIKTOK_CUSTOM_AUDIENCE', of([mail('test+a@example.com'), mail('test+b@example.com')])).lines).toEqual([`${mailHash},\n`]); // prettier-ignore
    expect(linesOf('GOOGLE_CUSTOMER_MATCH', of([phone('+16577770000')])).lines).toEqual([`,${phoneHash},,,,\n`]); // prettier-ignore
  });

  it('stand under as many columns as a line has', () => {
    for (const target of companies)
      expect(headerOf(target).split(',')).toHaveLength(linesOf(target, ann).lines[0]?.split(',').length ?? 0);
    expect(headerOf('GOOGLE_CUSTOMER_MATCH')).toBe('Email,Phone,First Name,Last Name,Country,Zip\n');
    expect(headerOf('CSV')).toBe('userId,crmId,loyaltyId\n');
  });

  it('are ids of the tenant in a file of its own, and no address', () => {
    const ids = [{ kind: 'userId' as const, value: 'ann', identityId: 'i-user' }];
    expect(linesOf('CSV', { ...ann, ids, told: named })).toEqual({ lines: ['ann,,\n'], identityIds: ['i-user'] }); // prettier-ignore
  });
});
