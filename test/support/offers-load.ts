import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { graphql } from './carousel.js';

const query = `query ($placement: String!, $viewer: ViewerInput!) { offers(placement: $placement, viewer: $viewer, first: 2) {
  ... on Offers { decisionId personalised impersonalReason model { version fallback } items { campaign { id } } }
  ... on NothingToShow { step impersonalReason } } }`;
const answered = z.union([
  z.object({
    decisionId: z.string(),
    personalised: z.boolean(),
    impersonalReason: z.string().nullable(),
    model: z.object({ version: z.string(), fallback: z.string().nullable() }),
    items: z.array(z.object({ campaign: z.object({ id: z.string() }) })),
  }),
  z.object({ step: z.string(), impersonalReason: z.string().nullable() }),
]);
type Answered = z.infer<typeof answered>;

/** Somebody who asks for offers at a place, again and again. */
export interface Asker {
  readonly placement: string;
  readonly viewer: object;
}

/** A light load of offers on one API: everybody asks all the time, and each answer that is none is noted. */
export class OffersLoad {
  /** What was asked and not answered, in words. */
  readonly failures: string[] = [];
  /** Decisions that were answered with something to show. */
  readonly decisionIds: string[] = [];
  answers = 0;
  private readonly last = new Map<string, Answered>();
  private running: Promise<unknown> | undefined;
  private isOver = false;

  constructor(
    private readonly url: () => string,
    private readonly key: string,
    private readonly askers: Readonly<Record<string, Asker>>,
  ) {}

  begin(): void {
    this.isOver = false;
    this.running = Promise.all(Object.keys(this.askers).map((name) => this.lane(name)));
  }

  async end(): Promise<void> {
    this.isOver = true;
    await this.running;
  }

  /** What an asker was answered last, as text to look into; nothing yet: empty. */
  lastOf(name: string): string {
    return JSON.stringify(this.last.get(name) ?? '');
  }

  /** Asks once for somebody, as the lanes do. */
  async ask(name: string, url = this.url()): Promise<string> {
    const asker = this.askers[name];
    try {
      // Far longer than any answer takes: whoever waits for this has been forgotten.
      const answer = await Promise.race([graphql(url, this.key, query, { ...asker }), late()]);
      if (answer === null) this.failures.push(`${name}: no answer`);
      else if (answer.errors.length > 0) this.failures.push(`${name}: ${JSON.stringify(answer.errors)}`);
      else this.note(name, z.object({ offers: answered }).parse(answer.data).offers);
    } catch (fault) {
      this.failures.push(`${name}: ${String(fault)}`);
    }
    return this.lastOf(name);
  }

  private note(name: string, answer: Answered): void {
    this.answers++;
    this.last.set(name, answer);
    if ('decisionId' in answer) this.decisionIds.push(answer.decisionId);
  }

  private async lane(name: string): Promise<void> {
    while (!this.isOver) {
      await this.ask(name);
      await sleep(60);
    }
  }
}

function late(): Promise<null> {
  return sleep(15_000, null, { ref: false });
}
