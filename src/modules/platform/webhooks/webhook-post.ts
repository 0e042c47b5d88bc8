import { request as plainly } from 'node:http';
import { request as securely } from 'node:https';
import { Injectable } from '@nestjs/common';
import { Config } from '../config.js';
import { LeadsInside, lookUpOutside } from './look-up-outside.js';
import { addressProblem } from './receiver-address.js';
import { pauseAskedFor } from './retry-after.js';

/** How long a receiver may take, from finding it to the first line of its answer, unless the post says otherwise. */
export const patienceMs = 10_000;

/** What is posted. */
export interface Post {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** How long its receiver may take, in milliseconds. */
  readonly patienceMs?: number;
}

/** What became of a post. */
export interface PostAnswer {
  /** Null when it was accepted with a status from 200 to 299, else why it was not, in words that tell nothing personal. */
  readonly failure: string | null;
  /** The pause the receiver asked for before another try, in milliseconds; null where it asked for none. */
  readonly askedPauseMs: number | null;
}

/**
 * Posts to addresses that tenants give us. Where a name leads is looked at on the very connection that is made, so it cannot
 * lead elsewhere a moment later; redirects are answers like any other, and are not followed. Of the answer only its status and
 * the pause it asks for are read.
 */
@Injectable()
export class WebhookPost {
  constructor(private readonly config: Config) {}

  /** Posts once. Never fails: whatever happens is in the answer. */
  async send({ url, headers, body, patienceMs: patience = patienceMs }: Post): Promise<PostAnswer> {
    // The setting may be another than when the address was taken.
    const problem = addressProblem(url, this.config.mayPostInside);
    if (problem !== null) return refused(`The address ${problem}.`);
    const request = new URL(url).protocol === 'https:' ? securely : plainly;
    return new Promise((resolve) => {
      const posting = request(url, {
        method: 'POST',
        headers: { 'user-agent': 'Carousel', 'content-type': 'application/json', ...headers, 'content-length': Buffer.byteLength(body) }, // prettier-ignore
        lookup: this.config.mayPostInside ? undefined : lookUpOutside(),
        signal: AbortSignal.timeout(patience),
        agent: false,
      });
      posting.on('response', (response) => {
        const status = response.statusCode ?? 0;
        const isAccepted = status >= 200 && status < 300;
        const askedPauseMs = pauseAskedFor(response.headers['retry-after'], Date.now());
        resolve(isAccepted ? { failure: null, askedPauseMs: null } : { failure: `It answered ${status}.`, askedPauseMs }); // prettier-ignore
        response.destroy();
      });
      posting.on('error', (fault) => resolve(refused(whyFailed(fault, patience))));
      posting.end(body);
    });
  }
}

function refused(failure: string): PostAnswer {
  return { failure, askedPauseMs: null };
}

function whyFailed(fault: Error, patience: number): string {
  if (fault instanceof LeadsInside)
    return 'Its name leads into a private network; the operator may allow that with WEBHOOKS_INSIDE.';
  if (fault.name === 'AbortError' || fault.name === 'TimeoutError')
    return `It did not answer within ${patience / 1_000} seconds.`;
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : 'no reason given';
  return `It could not be reached (${code}).`;
}
