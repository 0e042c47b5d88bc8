import { Agent, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { quantile } from './bench.js';

/** An answer, as far as a load generator looks. */
export interface Answer {
  status: number;
  body: string;
}

/** A client on this machine that keeps its connections: what a load balancer would be. */
export class Client {
  private readonly agent: Agent;

  constructor(
    private readonly url: string,
    private readonly headers: Record<string, string>,
    connections: number,
  ) {
    this.agent = new Agent({ keepAlive: true, maxSockets: connections });
  }

  post(path: string, body: string): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const headers = {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        ...this.headers,
      };
      const call = request(this.url + path, { method: 'POST', agent: this.agent, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString() }),
        );
      });
      call.on('error', reject);
      call.setTimeout(20_000, () => call.destroy(new Error(`${path} did not answer within 20 s`)));
      call.end(body);
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

/** What a run of load saw. */
export interface Load {
  perSecond: number;
  count: number;
  p50Ms: number;
  p99Ms: number;
  /** How late calls at a rate were sent: what this process, its timers and its garbage put into the times above. */
  lateP99Ms: number;
}

/** So many callers, each calling again as soon as it was answered: finds the most that can be served. */
export async function asFastAs(
  callers: number,
  durationMs: number,
  call: () => Promise<unknown>,
): Promise<Load> {
  const took: number[] = [];
  const began = performance.now();
  await Promise.all(
    Array.from({ length: callers }, async () => {
      while (performance.now() - began < durationMs) {
        const since = performance.now();
        await call();
        took.push(performance.now() - since);
      }
    }),
  );
  return summary(took, [], performance.now() - began);
}

/**
 * A call each so often, whether or not earlier ones were answered, as shoppers do. Time counts from when a call was
 * due, so that a stall is seen by all who would have waited (no coordinated omission). How late they were sent is told too.
 */
export async function atRate(
  perSecond: number,
  durationMs: number,
  call: () => Promise<unknown>,
): Promise<Load> {
  const took: number[] = [];
  const late: number[] = [];
  const waiting: Promise<void>[] = [];
  const faults: unknown[] = [];
  const began = performance.now();
  const total = Math.max(1, Math.floor((perSecond * durationMs) / 1000));
  for (let n = 0; n < total; n++) {
    const due = began + (n * 1000) / perSecond;
    const early = due - performance.now();
    if (early > 0) await sleep(early);
    late.push(performance.now() - due);
    waiting.push(
      call().then(
        () => void took.push(performance.now() - due),
        (fault: unknown) => void faults.push(fault),
      ),
    );
  }
  await Promise.all(waiting);
  if (faults.length > 0)
    throw new Error(`${faults.length} of ${total} calls failed, the first one so`, { cause: faults[0] });
  return summary(took, late, performance.now() - began);
}

/** Throws unless the answer is 200. */
export function mustBeOk({ status, body }: Answer): Answer {
  if (status !== 200) throw new Error(`answered ${status}: ${body.slice(0, 500)}`);
  return { status, body };
}

function summary(took: number[], late: number[], elapsedMs: number): Load {
  return {
    count: took.length,
    perSecond: (took.length * 1000) / elapsedMs,
    p50Ms: quantile(took, 0.5),
    p99Ms: quantile(took, 0.99),
    lateP99Ms: late.length === 0 ? 0 : quantile(late, 0.99),
  };
}
