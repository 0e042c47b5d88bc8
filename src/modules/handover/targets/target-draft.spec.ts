import { draftProblems, type TargetDraft } from './target-draft.js';
import { readSmtpAddress } from './smtp-address.js';
import { shownUrl, signingSecrets, withSecret } from './target.js';

const mail: TargetDraft = {
  id: null,
  dealerId: null,
  kind: 'ADF_EMAIL',
  name: 'Leads',
  url: 'smtps://us:secret@mail.example.com',
  from: 'leads@group.example',
  to: 'sales@dealer.example',
  newSecret: false,
};
const paths = (change: Partial<TargetDraft>, inside = false) => draftProblems({ ...mail, ...change }, inside).map(({ path }) => path); // prettier-ignore

describe('a target of leads', () => {
  it('is in order', () => {
    expect(paths({})).toEqual([]);
    expect(paths({ kind: 'WEBHOOK', url: 'https://crm.example.com', from: null, to: null })).toEqual([]);
    expect(paths({ kind: 'ADF_HTTP', url: 'https://crm.example.com', from: null })).toEqual([]);
    expect(paths({ id: 'x', url: null })).toEqual([]);
  });

  it.each([
    [{ url: null }, ['url']],
    [{ url: 'mail.example.com' }, ['url']],
    [{ url: 'https://mail.example.com' }, ['url']],
    [{ url: 'smtp://localhost' }, ['url']],
    [{ url: 'smtp://10.1.2.3:25' }, ['url']],
    [{ url: 'smtps://mail.internal' }, ['url']],
    [{ url: 'smtp://[::1]' }, ['url']],
    [{ url: 'smtps://mail.example.com/path' }, ['url']],
    [{ kind: 'WEBHOOK' as const, url: 'http://crm.example.com' }, ['url', 'from', 'to']],
    [{ kind: 'ADF_HTTP' as const, url: 'https://192.168.1.1/adf', from: null }, ['url']],
    [{ from: 'us', to: null, name: ' ' }, ['name', 'from', 'to']],
    [{ to: 'a@b.co\r\nBcc: c@d.co' }, ['to']],
    [{ newSecret: true }, ['newSecret']],
  ])('is not with %j', (change, wrong) => expect(paths(change)).toEqual(wrong));

  it('may stand inside where the operator allows it', () => {
    expect(paths({ url: 'smtp://127.0.0.1:2525' }, true)).toEqual([]);
  });

  it.each([
    ['127.0.0.1', true],
    ['127.1', false],
    ['[::1]', true],
    ['localhost', true],
    ['127.evil.example', false],
    ['10.0.0.7', false],
  ])('does without TLS on this very machine only: %s', (host, is) => {
    expect(readSmtpAddress(`smtp://${host}:25`)?.isOwnMachine).toBe(is);
  });

  it('is shown without its password, and told by its problems without any value', () => {
    expect(shownUrl('smtps://us:secret@mail.example.com:465')).not.toMatch(/us:|secret/);
    expect(JSON.stringify(draftProblems({ ...mail, url: 'ftp://us:hidden@x.example' }, false))).not.toContain('hidden'); // prettier-ignore
  });

  it('signs with the secret before beside the new one, for a day', () => {
    const address = { url: 'https://crm.example.com', from: null, to: null, secret: 'old', former: null };
    const changed = withSecret(address, 'new', 0);
    expect(signingSecrets(changed, 1_000)).toEqual(['new', 'old']);
    expect(signingSecrets(changed, 86_400_001)).toEqual(['new']);
    expect(signingSecrets({ ...address, secret: null }, 0)).toEqual([]);
  });
});
