import { BlockList, isIP } from 'node:net';

/** Longest address of a receiver. */
const longestUrl = 2_000;

const inside = new BlockList();
for (const [net, prefix] of [
  ['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12],
  ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15],
  ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4],
] as const) inside.addSubnet(net, prefix, 'ipv4'); // prettier-ignore

/** Of the sixth version only these are anybody's on the internet; without those that stand for another address. */
const global = new BlockList();
global.addSubnet('2000::', 3, 'ipv6');
const special = new BlockList();
for (const [net, prefix] of [['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['3fff::', 20]] as const)
  special.addSubnet(net, prefix, 'ipv6'); // prettier-ignore

/** Whether an address leads to this machine, this network or nowhere, instead of to somebody on the internet. */
export function isInside(ip: string): boolean {
  if (isIP(ip) !== 6) return inside.check(ip, 'ipv4');
  return !global.check(ip, 'ipv6') || special.check(ip, 'ipv6');
}

/**
 * Why nothing may be posted to an address, as far as can be told by reading it; null where it may. What its name leads to is
 * looked at when it is posted to.
 */
export function addressProblem(text: string, mayPostInside: boolean): string | null {
  const url = URL.canParse(text) && text.length <= longestUrl ? new URL(text) : null;
  if (url === null) return `must be an address of at most ${longestUrl} characters, such as https://crm.example.com/carousel`; // prettier-ignore
  if (url.username !== '' || url.password !== '') return 'must hold no user and password; receivers know us by the signature'; // prettier-ignore
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const isOwnMachine =
    host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'));
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && isOwnMachine && mayPostInside))
    return 'must begin with https://';
  if (mayPostInside) return null;
  const leadsInside = isIP(host) ? isInside(host) : isOwnMachine || /\.(localhost|local|internal)\.?$/.test(host); // prettier-ignore
  return leadsInside
    ? 'leads into a private network; the operator may allow that with WEBHOOKS_INSIDE'
    : null;
}
