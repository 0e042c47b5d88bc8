import { nothing, readAnswer, type Offer, type OfferList } from './answers.js';
import { asksForPrivacy, BrowserId, newId } from './browser-id.js';
import { whenSeen } from './in-sight.js';
import { Outbox } from './outbox.js';

export type { Money, Offer, OfferedVehicle, OfferList } from './answers.js';

/** How a page reaches its tenant. */
export interface CarouselOptions {
  /** Address of the API: `https://events.example.com`. */
  readonly url: string;
  /** A collector key: it stands in the page, where anybody can read it, and can do no more than this program does. */
  readonly writeKey: string;
  /** Whether the visitor allows to be remembered; true where not given. Change it with `consent`. */
  readonly consent?: boolean;
  /** How long to wait for offers, in milliseconds; 2,000 where not given. */
  readonly timeoutMs?: number;
}

/** What the page is about. */
export interface OffersContext {
  /** How many offers, 1 to 50; 10 where not given. */
  readonly first?: number;
  /** The car on this page: counts as being looked at, and is not offered itself. */
  readonly vehicleId?: string;
  /** Cars the page shows already. */
  readonly excludeVehicleIds?: readonly string[];
}

const triesForOffers = 2;

/** Offers for one page. No method throws or rejects: a page is never broken by it, or by its API being away. */
export class Carousel {
  private readonly browser = new BrowserId();
  private readonly outbox: Outbox;
  private readonly said = new Set<string>();
  private isAllowed = false;

  constructor(private readonly options: CarouselOptions) {
    this.outbox = new Outbox(`${base(options)}/v1/batch`, options.writeKey);
    this.consent(options.consent !== false);
  }

  /** The id by which this browser is known; good for this page only while consent is not given. */
  anonymousId(): string {
    return this.browser.get();
  }

  /**
   * Tells what the visitor decided. Without consent nothing is kept in the browser, nothing is told of them, and offers
   * are chosen by the page alone.
   */
  consent(isAllowed: boolean): void {
    if (isAllowed) this.browser.keep();
    else if (this.isAllowed) this.outbox.clear();
    if (!isAllowed) this.browser.forget();
    this.isAllowed = isAllowed;
  }

  /** Says who is signed in, by the id of your own system; traits are what you know of them. */
  identify(userId: string, traits: Readonly<Record<string, unknown>> = {}): void {
    this.tell({ type: 'identify', messageId: newId(), userId, traits });
  }

  /** Forgets this browser, as when somebody signs out on a device of many. */
  reset(): void {
    this.browser.forget();
    if (this.isAllowed) this.browser.keep();
  }

  /** What to show at a placement now. Always an answer; with empty `items` where there is nothing or we are away. */
  async offers(placement: string, context: OffersContext = {}): Promise<OfferList> {
    const query = this.queryFor(placement, context);
    const stopping = new AbortController();
    const timer = setTimeout(() => stopping.abort(), this.options.timeoutMs ?? 2_000);
    try {
      for (let left = triesForOffers; left > 0; left--) {
        const answer = await ask(`${base(this.options)}/v1/offers?${query}`, stopping.signal);
        if (answer) return answer;
      }
      return nothing('The API is away.');
    } catch {
      return nothing('The API did not answer in time.');
    } finally {
      clearTimeout(timer);
    }
  }

  /**
   * Watches an element that shows an offer: tells when it was seen (half of it for a second), and when a link in it, or
   * it itself, is clicked. Each once. The answer stops watching.
   */
  show(element: Element, offer: Offer): () => void {
    const stopSeeing = whenSeen(element, () => this.tellOf('Offer Viewed', offer));
    const clicked = (event: Event) => {
      if (event.target instanceof Element && event.target.closest('a[href]'))
        this.tellOf('Offer Clicked', offer);
    };
    const kinds = ['click', 'auxclick'];
    for (const kind of kinds) element.addEventListener(kind, clicked);
    return () => {
      stopSeeing();
      for (const kind of kinds) element.removeEventListener(kind, clicked);
    };
  }

  private tellOf(event: string, { trackingToken, vehicle, position }: Offer): void {
    const key = `${event} ${trackingToken}`;
    if (this.said.has(key)) return;
    this.said.add(key);
    const properties = { trackingToken, vehicle_id: vehicle.id, position };
    this.tell({ type: 'track', messageId: newId(), event, properties });
  }

  private tell(call: { readonly messageId: string; readonly [field: string]: unknown }): void {
    if (!this.isAllowed) return;
    const context = { consent: asksForPrivacy() ? { gpc: true } : undefined };
    this.outbox.add({
      ...call,
      anonymousId: this.browser.get(),
      timestamp: new Date().toISOString(),
      context,
    });
  }

  private queryFor(
    placement: string,
    { first, vehicleId, excludeVehicleIds = [] }: OffersContext,
  ): URLSearchParams {
    const query = new URLSearchParams({
      writeKey: this.options.writeKey,
      placement,
      anonymousId: this.browser.get(),
    });
    if (first !== undefined) query.set('first', String(first));
    if (vehicleId !== undefined) query.set('vehicleId', vehicleId);
    if (excludeVehicleIds.length > 0) query.set('excludeVehicleIds', excludeVehicleIds.join(','));
    if (asksForPrivacy()) query.set('gpc', '1');
    return query;
  }
}

function base({ url }: CarouselOptions): string {
  return url.replace(/\/+$/, '');
}

/** One question; null where asking again may help. */
async function ask(address: string, signal: AbortSignal): Promise<OfferList | null> {
  try {
    const answer = await fetch(address, { signal, credentials: 'omit' });
    if (answer.status >= 500) return null;
    return readAnswer(await answer.json());
  } catch (fault) {
    if (signal.aborted) throw fault;
    return null;
  }
}
