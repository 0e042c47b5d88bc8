import type { IncomingHttpHeaders } from 'node:http';
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../models/caller.js';
import { Clock } from '../../platform/clock.js';
import { asksForPrivacy } from '../../platform/privacy-control.js';
import { Destinations } from './destinations.js';
import { fetchKind, followedMs } from './fetch-kind.js';
import type { LinkedOffer } from './link-text.js';
import { LinkOutcomes } from './link-outcomes.js';
import { OfferLinksMaker } from './offer-links.js';

/** A request for a link of ours. */
export interface LinkFetch {
  /** What stands in the address. */
  readonly text: string;
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

/** Where a click leads: nowhere if we never wrote the link or it is too old, not yet if nobody clicked so far. */
export type ClickAnswer = { readonly to: string } | 'NOWHERE' | 'NOT_YET';

/** Answers pixels and click links: the walk from a link to the log, and on to the car. */
@Injectable()
export class LinksService {
  constructor(
    private readonly links: OfferLinksMaker,
    private readonly destinations: Destinations,
    private readonly outcomes: LinkOutcomes,
    private readonly clock: Clock,
  ) {}

  /** Notes that an offer was seen. Never fails: a picture that does not come would break the page or mail around it. */
  async view(fetch: LinkFetch): Promise<void> {
    const link = this.links.read(fetch.text);
    if (link) await this.note('OFFER_VIEWED', fetch, link);
    else this.outcomes.unknown('OFFER_VIEWED');
  }

  /** Notes that an offer was clicked, and says where it leads, as long as the link is followed at all. */
  async click(fetch: LinkFetch): Promise<ClickAnswer> {
    const link = this.links.read(fetch.text);
    const isFollowed = link !== null && this.clock.now() - link.offer.decidedAt <= followedMs;
    const to = isFollowed ? await this.destinations.of(callerOf(link), link.offer) : null;
    if (!link || to === null) {
      this.outcomes.unknown('OFFER_CLICKED');
      return 'NOWHERE';
    }
    const kind = await this.note('OFFER_CLICKED', fetch, link);
    return kind === 'PREFETCH' ? 'NOT_YET' : { to };
  }

  private async note(
    tells: 'OFFER_VIEWED' | 'OFFER_CLICKED',
    { method, headers }: LinkFetch,
    link: LinkedOffer,
  ) {
    const kind = fetchKind(method, headers, this.clock.now() - link.offer.decidedAt);
    await this.outcomes.note(callerOf(link), tells, link, kind, asksForPrivacy(headers));
    return kind;
  }
}

/** Whoever fetches a link has no key: the signed link itself says whose it is, and may tell of its offer, no more. */
function callerOf({ offer: { tenantId } }: LinkedOffer): Caller {
  return { tenantId, role: 'collector', keyId: 'offer-links' };
}
