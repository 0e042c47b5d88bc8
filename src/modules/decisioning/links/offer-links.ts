import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Config } from '../../platform/config.js';
import { addressOf } from '../../platform/served-address.js';
import type { ViewerName } from '../viewer-name.js';
import { linkKeys, readLink, sealViewer, writeLink, type LinkedOffer, type LinkKeys } from './link-text.js';
import { webAddress } from './web-address.js';

/** The addresses of one offer; null where there can be none. */
export interface OfferLinks {
  readonly viewUrl: string | null;
  readonly clickUrl: string | null;
}

/** Gives an offer its links by its tracking token and where it leads. */
export type LinksOf = (trackingToken: string, deepLink: string) => OfferLinks;

/** Writes and reads the addresses by which views and clicks are told where no program can tell them: in mails and plain pages. */
@Injectable()
export class OfferLinksMaker {
  private readonly keys: LinkKeys;

  constructor(private readonly config: Config) {
    this.keys = linkKeys(config.secret);
  }

  /** The links of one answer, under the address by which it was asked for. */
  over(
    request: Pick<FastifyRequest, 'headers' | 'host'>,
    decision: { readonly tenantId: string; readonly decisionId: string },
    viewer: ViewerName,
  ): LinksOf {
    let made: { base: string; sealed: string | null } | undefined;
    // Once an answer, and only where somebody asks for links.
    const make = () => {
      const { protocol, host } = addressOf(request, this.config.publicUrl);
      return { base: `${protocol}://${host}/v1`, sealed: sealViewer(this.keys, decision, viewer) };
    };
    return (trackingToken, deepLink) => {
      const { base, sealed } = (made ??= make());
      if (sealed === null) return { viewUrl: null, clickUrl: null };
      const text = writeLink(trackingToken, sealed);
      const clickUrl = webAddress(deepLink) === null ? null : `${base}/click/${text}`;
      return { viewUrl: `${base}/view/${text}.gif`, clickUrl };
    };
  }

  /** What a link holds; null for anything we did not write. */
  read(text: string): LinkedOffer | null {
    return readLink(this.keys, text);
  }
}
