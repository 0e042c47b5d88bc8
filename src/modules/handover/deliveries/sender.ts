import { Injectable } from '@nestjs/common';
import type { LeadMoved } from '../../../models/lead/lead-news.js';
import { Clock } from '../../platform/clock.js';
import { Config } from '../../platform/config.js';
import { signedHeaders } from '../../platform/webhooks/signature.js';
import { WebhookPost } from '../../platform/webhooks/webhook-post.js';
import { prospectOf, type HandedLead } from '../adf/prospect-of.js';
import { writeAdf } from '../adf/write-adf.js';
import { signingSecrets, type Target } from '../targets/target.js';
import type { TryAnswer } from './delivery.js';
import { leadMessage, type LeadMessageType } from './lead-message.js';
import { MailPost } from './mail-post.js';

/** One message to send. */
export interface Outgoing {
  /** The delivery's id: the same each time it is sent, and told in every message. */
  readonly id: string;
  readonly type: LeadMessageType;
  readonly isResent: boolean;
  readonly move: LeadMoved | null;
  /** When what it tells came about. */
  readonly at: Date;
}

/** Sends a lead to a target, whichever way it takes. */
@Injectable()
export class HandoverSender {
  constructor(
    private readonly post: WebhookPost,
    private readonly mail: MailPost,
    private readonly config: Config,
    private readonly clock: Clock,
  ) {}

  /** Sends once; what came of it is in the answer. */
  send(target: Target, handed: HandedLead, outgoing: Outgoing): Promise<TryAnswer> {
    switch (target.kind) {
      case 'ADF_EMAIL':
        return this.byMail(target, handed, outgoing);
      case 'ADF_HTTP':
        return this.byPost(target, adfOf(target, handed, outgoing), { 'content-type': 'application/x-adf+xml' }, outgoing.id); // prettier-ignore
      case 'WEBHOOK':
        return this.byWebhook(target, handed, outgoing);
    }
  }

  private byMail(target: Target, handed: HandedLead, outgoing: Outgoing): Promise<TryAnswer> {
    const { url, from, to } = target.address;
    const sender = from ?? '';
    return this.mail.send({
      url,
      from: sender,
      to: to ?? '',
      // Nothing of the person: subjects are shown and kept where messages are not.
      subject: `ADF lead ${handed.lead.id}`,
      text: adfOf(target, handed, outgoing),
      messageId: `<${outgoing.id}@${sender.split('@').at(-1) ?? 'carousel'}>`,
      headers: { 'Carousel-Delivery': outgoing.id },
    });
  }

  private byWebhook(target: Target, handed: HandedLead, outgoing: Outgoing): Promise<TryAnswer> {
    const body = leadMessage(handed, outgoing);
    const now = this.clock.now();
    const content = { id: outgoing.id, sentAt: Math.floor(now / 1_000), body };
    return this.byPost(target, body, signedHeaders(content, signingSecrets(target.address, now)), outgoing.id); // prettier-ignore
  }

  private byPost({ address }: Target, body: string, headers: Record<string, string>, id: string): Promise<TryAnswer> {
    const known = { 'idempotency-key': id, 'carousel-delivery': id };
    return this.post.send({ url: address.url, headers: { ...headers, ...known }, body, patienceMs: this.config.handoverPatienceMs });
  } // prettier-ignore
}

function adfOf({ address }: Target, handed: HandedLead, { id, isResent }: Outgoing): string {
  return writeAdf(prospectOf(handed, { id, isResent, to: address.to ?? '' }));
}
