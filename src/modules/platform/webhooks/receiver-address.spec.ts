import { addressProblem, isInside } from './receiver-address.js';

describe('the address of a receiver', () => {
  it.each(['https://crm.example.com/hook?tenant=7', 'https://93.184.216.34/', 'https://[2606:2800:220:1::1]:8443/in'])(
    'may be %s',
    (url) => expect(addressProblem(url, false)).toBeNull(),
  ); // prettier-ignore

  it.each([
    'crm.example.com', 'http://crm.example.com/', 'ftp://crm.example.com/', 'file:///etc/passwd', 'https://user:pass@crm.example.com/',
    `https://crm.example.com/${'x'.repeat(2_000)}`,
  ])('may not be %s, wherever receivers stand', (url) => {
    expect(addressProblem(url, false)).not.toBeNull();
    expect(addressProblem(url, true)).not.toBeNull();
  }); // prettier-ignore

  it.each([
    'https://localhost/', 'https://127.0.0.1/', 'https://2130706433/', 'https://0x7f.1/', 'https://[::1]/', 'https://10.0.0.7/',
    'https://169.254.169.254/latest/meta-data', 'https://[::ffff:10.0.0.1]/', 'https://crm.internal/',
  ])('may be %s only where receivers stand inside', (url) => {
    expect(addressProblem(url, false)).not.toBeNull();
    expect(addressProblem(url, true)).toBeNull();
  }); // prettier-ignore

  it('may do without TLS on this very machine only, and only where that is allowed', () => {
    expect(addressProblem('http://127.0.0.1:8080/hook', true)).toBeNull();
    expect(addressProblem('http://localhost:8080/hook', true)).toBeNull();
    expect(addressProblem('http://127.0.0.1:8080/hook', false)).not.toBeNull();
    expect(addressProblem('http://10.0.0.7/hook', true)).not.toBeNull();
    // A name that begins like an address is none.
    expect(addressProblem('http://127.evil.example/hook', true)).not.toBeNull();
  });
});

describe('what a name leads to', () => {
  it.each([
    '0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '169.254.169.254', '172.31.255.255', '192.168.1.1', '198.18.0.1', '224.0.0.1',
    '255.255.255.255', '::', '::1', '::ffff:8.8.8.8', '64:ff9b::a00:1', 'fc00::1', 'fe80::1', 'ff02::1', '2001:db8::1', '2002:a00:1::1',
  ])('is inside: %s', (ip) => expect(isInside(ip)).toBe(true)); // prettier-ignore

  it.each(['8.8.8.8', '172.32.0.1', '100.128.0.1', '93.184.216.34', '2606:2800:220:1::1', '2a00:1450:4009::1'])(
    'is somebody on the internet: %s',
    (ip) => expect(isInside(ip)).toBe(false),
  ); // prettier-ignore
});
