import { connect, type Socket } from 'node:net';
import { Injectable } from '@nestjs/common';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import { Config } from '../../platform/config.js';
import { LeadsInside, lookUpOutside } from '../../platform/webhooks/look-up-outside.js';
import { readSmtpAddress, smtpAddressProblem, type SmtpServer } from '../targets/smtp-address.js';
import type { TryAnswer } from './delivery.js';

/** What is told of a fault: a server's own words may name people. */
const faultSchema = z.object({
  responseCode: z.number().catch(0),
  code: z.string().catch('no reason given'),
});

/** A letter of one plain text. */
export interface Letter {
  readonly url: string;
  readonly from: string;
  readonly to: string;
  readonly subject: string;
  readonly text: string;
  /** The same each time the letter is sent, so that its receiver knows a repetition. */
  readonly messageId: string;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Hands letters in at mail servers that tenants name. Where a name leads is looked at on the very connection that is made; without
 * TLS nothing is sent, but to this very machine where the operator allows it.
 */
@Injectable()
export class MailPost {
  constructor(private readonly config: Config) {}

  /** Sends once. Never fails: whatever happens is in the answer, in words that tell nothing personal. */
  async send(letter: Letter): Promise<TryAnswer> {
    // The setting may be another than when the address was taken.
    const problem = smtpAddressProblem(letter.url, this.config.mayPostInside);
    const server = readSmtpAddress(letter.url);
    if (problem !== null || !server) return { failure: `The address ${problem ?? 'is none'}.`, askedPauseMs: null }; // prettier-ignore
    const patience = this.config.handoverPatienceMs;
    const socket = connect({ host: server.host, port: server.port, ...(this.config.mayPostInside ? {} : { lookup: lookUpOutside() }) }); // prettier-ignore
    // Each step has its own patience; all of them together have this.
    const end = setTimeout(() => socket.destroy(new Error('too slow')), 3 * patience);
    try {
      await opened(socket, patience);
      await this.handIn(server, socket, letter);
      return { failure: null, askedPauseMs: null };
    } catch (fault) {
      return { failure: whyFailed(fault), askedPauseMs: null };
    } finally {
      clearTimeout(end);
      socket.destroy();
    }
  }

  private async handIn(server: SmtpServer, socket: Socket, letter: Letter): Promise<void> {
    const { from, to, subject, text, messageId, headers } = letter;
    const patience = this.config.handoverPatienceMs;
    const transport = createTransport({
      host: server.host,
      port: server.port,
      secure: server.isSecure,
      requireTLS: !server.isOwnMachine,
      ...(server.auth ? { auth: server.auth } : {}),
      connectionTimeout: patience,
      greetingTimeout: patience,
      socketTimeout: patience,
      getSocket: (_options: unknown, done: (fault: null, found: { connection: Socket }) => void) => done(null, { connection: socket }), // prettier-ignore
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    await transport.sendMail({ from, to, subject, text, messageId, headers: { ...headers, 'Auto-Submitted': 'auto-generated' }, textEncoding: 'quoted-printable' }); // prettier-ignore
  }
}

function opened(socket: Socket, patience: number): Promise<void> {
  return new Promise((resolve, reject) => {
    socket.setTimeout(patience, () => socket.destroy(Object.assign(new Error(), { code: 'ETIMEDOUT' })));
    socket.once('error', reject);
    socket.once('connect', () => {
      socket.setTimeout(0);
      // Others listen from now on; what nobody does any more is nobody's fault.
      socket.on('error', () => undefined);
      resolve();
    });
  });
}

function whyFailed(fault: unknown): string {
  if (fault instanceof LeadsInside)
    return 'Its name leads into a private network; the operator may allow that with WEBHOOKS_INSIDE.';
  const { responseCode, code } = faultSchema.parse(fault);
  if (responseCode > 0) return `The mail server answered ${responseCode}.`;
  return `The mail server could not be reached (${code}).`;
}
