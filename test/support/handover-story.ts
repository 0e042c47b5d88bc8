import { z } from 'zod';
import { TestDealer, TestMailServer } from './lead-receivers.js';
import { Story } from './story.js';

const setSchema = z.object({ setHandoverTarget: z.object({ secret: z.string().nullable(), target: z.object({ id: z.string() }) }) }); // prettier-ignore
const listed = z.object({
  handoverDeliveries: z.object({
    edges: z.array(z.object({ node: z.object({
      id: z.string(), leadId: z.string(), targetId: z.string(), status: z.string(), subject: z.string(), tries: z.number(),
      isResent: z.boolean(), lastFailure: z.string().nullable(),
    }) })),
  }),
}); // prettier-ignore
/** One row of `handoverDeliveries`. */
export type ListedDelivery = z.infer<typeof listed>['handoverDeliveries']['edges'][number]['node'];

/** The product with a receiver of each kind: a mail server, one for ADF and one for webhooks. */
export class HandoverStory {
  private constructor(
    readonly story: Story,
    readonly mail: TestMailServer,
    readonly adf: TestDealer,
    readonly hook: TestDealer,
  ) {}

  static async begin(retries: string, patience: string): Promise<HandoverStory> {
    const env = { WEBHOOKS_INSIDE: 'true', HANDOVER_RETRIES: retries, HANDOVER_PATIENCE: patience };
    const mail = new TestMailServer({ user: 'carousel', pass: 'p@ss/word-of-mail' });
    await mail.start();
    return new HandoverStory(await Story.begin({ env }), mail, await TestDealer.start(), await TestDealer.start()); // prettier-ignore
  }

  async end(): Promise<void> {
    await this.story.end();
    await Promise.all([this.mail.stop(), this.adf.stop(), this.hook.stop()]);
  }

  /** Asks as an admin, and expects no error. */
  async ask(query: string, variables: object = {}): Promise<unknown> {
    const { data, errors } = await this.story.ask(query, variables, this.story.keys.admin);
    expect(errors).toEqual([]);
    return data;
  }

  async setTarget(input: object): Promise<{ id: string; secret: string | null }> {
    const data = await this.ask(
      'mutation ($input: SetHandoverTargetInput!) { setHandoverTarget(input: $input) { ... on HandoverTargetSet { secret target { id } } ... on InvalidHandoverTarget { problems { path message } } } }',
      { input },
    );
    const { secret, target } = setSchema.parse(data).setHandoverTarget;
    return { id: target.id, secret };
  }

  /** A target of each kind; letters for one dealer's leads only, where it is given. */
  async setTargets(dealerId?: string) {
    return {
      mail: await this.setTarget({ kind: 'ADF_EMAIL', name: 'Mail', dealerId, url: this.mail.url, from: 'leads@group.example', to: 'sales@dealer.example' }), // prettier-ignore
      adf: await this.setTarget({ kind: 'ADF_HTTP', name: 'CRM', url: this.adf.url, to: 'crm@group.example' }), // prettier-ignore
      hook: await this.setTarget({ kind: 'WEBHOOK', name: 'Hook', url: this.hook.url }),
    };
  }

  /** Sends a lead as a storefront does. */
  async submit(idempotencyKey: string, more: object = {}): Promise<string> {
    const input = { interest: 'BUY', contact: { firstName: 'Zoë', email: `${idempotencyKey}@shopper.example` }, idempotencyKey, ...more }; // prettier-ignore
    const { data, errors } = await this.story.ask('mutation ($input: SubmitLeadInput!) { submitLead(input: $input) { ... on Lead { id } } }', { input }, this.story.keys.storefront); // prettier-ignore
    expect(errors).toEqual([]);
    return z.object({ submitLead: z.object({ id: z.string() }) }).parse(data).submitLead.id;
  }

  async deliveries(filter = ''): Promise<ListedDelivery[]> {
    const data = await this.ask(`{ handoverDeliveries(first: 200${filter}) { edges { node { id leadId targetId status subject tries isResent lastFailure } } } }`); // prettier-ignore
    return listed.parse(data).handoverDeliveries.edges.map(({ node }) => node);
  }
}
