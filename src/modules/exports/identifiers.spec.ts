import { exportTargets, type ExportTarget } from '../../models/export/audience-export.entity.js';
import { headerOf, linesOf, writtenFor } from './identifiers.js';

const mailHash = '973dfe463ec85785f5f95af5ba3906eedb2d931c24e69824a89ea65dba4e813b';
const phoneHash = 'a6e82c2f4091baff57a4f33d01efb65bfbeacbbfbcfaa9d0ff9f57d28d78fedb';
const digitsHash = '8d7bdaaf75196f351d22942fc0dd79304ffabc3eaf3339460ef9da0773e3aec2';
const [google, meta, tiktok]: ExportTarget[] = ['GOOGLE_CUSTOMER_MATCH', 'META_CUSTOM_AUDIENCE', 'TIKTOK_CUSTOM_AUDIENCE']; // prettier-ignore
const mail = (value: string) => ({ kind: 'email' as const, value });
const phone = (value: string) => ({ kind: 'phone' as const, value });
const ann = [mail(' Test@Example.com '), phone('+16577770000')];

describe('the identifiers a target is given', () => {
  it.each([
    [google, `${mailHash},${phoneHash}\n`],
    [meta, `${mailHash},${digitsHash}\n`],
    [tiktok, `${mailHash},${phoneHash}\n`],
  ] as const)('are hashes of what %s writes', (target, line) => {
    expect(linesOf(target ?? 'GOOGLE_CUSTOMER_MATCH', ann)).toEqual([line]);
  });

  it.each([
    ['GOOGLE_CUSTOMER_MATCH', 'a.nn+cars@gmail.com'],
    ['META_CUSTOM_AUDIENCE', 'a.nn+cars@gmail.com'],
    ['TIKTOK_CUSTOM_AUDIENCE', 'a.nn@gmail.com'],
  ] as const)('keep tags and dots of an e-mail as %s does', (target, written) => {
    expect(writtenFor(target, 'email', 'A.nn+cars@gmail.com')).toBe(written);
  });

  it.each(exportTargets)('are never the hash of nothing for %s', (target) => {
    expect(linesOf(target, [])).toEqual([]);
    expect(linesOf(target, [mail(''), phone(' ')])).toEqual([]);
  });

  it('leave out an e-mail that is nothing but a tag where tags go', () => {
    expect(linesOf('TIKTOK_CUSTOM_AUDIENCE', [mail('+cars@example.com')])).toEqual([]);
  });

  it('stand in a line each where there are several of a kind, the same one once', () => {
    const two = [mail('test@example.com'), mail('b@example.com'), mail('test@example.com')];
    expect(linesOf('META_CUSTOM_AUDIENCE', [...two, phone('+16577770000')])).toEqual([
      `${mailHash},${digitsHash}\n`,
      expect.stringMatching(/^[0-9a-f]{64},\n$/),
    ]);
    expect(linesOf('TIKTOK_CUSTOM_AUDIENCE', [mail('test+a@example.com'), mail('test+b@example.com')])).toEqual([`${mailHash},\n`]); // prettier-ignore
    expect(linesOf('GOOGLE_CUSTOMER_MATCH', [phone('+16577770000')])).toEqual([`,${phoneHash}\n`]);
  });

  it.each(exportTargets)('stand under two columns for %s', (target) => {
    expect(headerOf(target)).toMatch(/^Email\w*,Phone\w*\n$/i);
  });
});
