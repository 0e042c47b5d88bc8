import { creditedMs, fetchKind } from './fetch-kind.js';

const browser = {
  'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36',
};

describe('what a fetch of a link is', () => {
  it('is a person where a browser, or the image proxy of an opened mail, asks in time', () => {
    expect(fetchKind('GET', browser, 0)).toBe('PERSON');
    expect(fetchKind('GET', browser, creditedMs)).toBe('PERSON');
    const proxy = 'Mozilla/5.0 (Windows NT 5.1) Firefox/11.0 (via ggpht.com GoogleImageProxy)';
    expect(fetchKind('GET', { 'user-agent': proxy }, 0)).toBe('PERSON');
  });

  it('is too late a moment after the window of attribution', () => {
    expect(fetchKind('GET', browser, creditedMs + 1)).toBe('LATE');
  });

  it.each([
    ['sec-purpose', 'prefetch;prerender'],
    ['purpose', 'prefetch'],
    ['x-purpose', 'preview'],
    ['x-moz', 'prefetch'],
  ])('is nobody yet where %s says %s', (name, value) => {
    expect(fetchKind('GET', { ...browser, [name]: value }, 0)).toBe('PREFETCH');
  });

  it.each([
    'Googlebot/2.1 (+http://www.google.com/bot.html)',
    'Mozilla/5.0 (compatible; bingbot/2.0)',
    'facebookexternalhit/1.1',
    'WhatsApp/2.23',
    'curl/8.5.0',
    'python-requests/2.32',
    'Mozilla/5.0 Proofpoint URL Scanner',
    '',
  ])('is a program where it says "%s"', (agent) => {
    expect(fetchKind('GET', { 'user-agent': agent }, 0)).toBe('ROBOT');
  });

  it('is no one looking where only headers are asked for', () => {
    expect(fetchKind('HEAD', browser, 0)).toBe('HEAD');
  });

  it('takes no phone for a program because of its maker', () => {
    const cubot =
      'Mozilla/5.0 (Linux; Android 13; CUBOT_X70) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36';
    expect(fetchKind('GET', { 'user-agent': cubot }, 0)).toBe('PERSON');
  });
});
