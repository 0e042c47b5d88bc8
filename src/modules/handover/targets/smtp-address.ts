import { isIP } from 'node:net';
import { isInside } from '../../platform/webhooks/receiver-address.js';

/** A mail server to hand letters to. */
export interface SmtpServer {
  readonly host: string;
  readonly port: number;
  /** TLS from the first byte (`smtps`); else it begins with STARTTLS, without which nothing is sent unless `isOwnMachine`. */
  readonly isSecure: boolean;
  /** This very machine, for development: it may do without TLS. */
  readonly isOwnMachine: boolean;
  readonly auth: { readonly user: string; readonly pass: string } | null;
}

const longestUrl = 2_000;

/** Reads `smtp://user:password@host:587` or `smtps://…`; null where it is none. */
export function readSmtpAddress(text: string): SmtpServer | null {
  if (!URL.canParse(text) || text.length > longestUrl) return null;
  const url = new URL(text);
  const isSecure = url.protocol === 'smtps:';
  if ((url.protocol !== 'smtp:' && !isSecure) || url.hostname === '' || /^\/?.+$/.test(url.pathname.replace(/^\//, '')))
    return null;
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1');
  const [user, pass] = [url.username, url.password].map(decoded);
  return {
    host,
    port: url.port === '' ? (isSecure ? 465 : 587) : Number(url.port),
    isSecure,
    isOwnMachine: host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.')),
    auth: user ? { user, pass: pass ?? '' } : null,
  };
} // prettier-ignore

/** Why no letter may be handed in at an address, as far as can be told by reading it; null where it may. */
export function smtpAddressProblem(text: string, mayPostInside: boolean): string | null {
  const server = readSmtpAddress(text);
  if (!server) return 'must be the address of a mail server, such as smtps://user:password@mail.example.com:465';
  if (mayPostInside) return null;
  const { host, isOwnMachine } = server;
  const leadsInside = isIP(host) ? isInside(host) : isOwnMachine || /\.(localhost|local|internal)\.?$/.test(host);
  return leadsInside
    ? 'leads into a private network; the operator may allow that with WEBHOOKS_INSIDE'
    : null;
} // prettier-ignore

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
