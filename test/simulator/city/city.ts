import type { Analytics } from '@segment/analytics-node';
import type { Life } from '../journey.js';
import { livesOf } from '../lives.js';
import { OffersSeen } from '../fatigue.js';
import { offersAPage } from '../offers-page.js';
import { Random } from '../random.js';
import { cityWays } from '../ways.js';
import { worldWith } from '../world.js';
import { deedsOf, deviceOf, trackingOf, type Deed } from './deeds.js';
import { bestFor, reactionsTo, type Reaction } from './meeting.js';
import type { ShopWindow, StockedVehicle } from './shop-window.js';
import type { Tempo } from './tempo.js';

const dayMs = 86_400_000;
/** So many days before it begins the first of its shoppers set out. */
const pastDays = 60;
/** Asked for at once, at most. */
const abreast = 16;

/** A city to be played. */
export interface CityPlan {
  readonly seed: number;
  readonly shoppers: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/** What has been played so far. Clicks of ours are those the truth expects, not those drawn: they say more of fewer pages. */
export interface Played {
  sent: number;
  refused: number;
  pages: number;
  empty: number;
  failed: number;
  shown: number;
  clicks: number;
  leads: number;
  expected: { ours: number; byChance: number; best: number };
}

/**
 * A city of shoppers who browse a running Carousel: they see its stock and its offers, and all they do reaches it through the
 * client any shop would use. The same seed, stock and start make the same lives; what they meet is up to the engine.
 */
export class City {
  readonly played: Played = { sent: 0, refused: 0, pages: 0, empty: 0, failed: 0, shown: 0, clicks: 0, leads: 0, expected: { ours: 0, byChance: 0, best: 0 } }; // prettier-ignore
  private readonly stock: ReadonlyMap<string, StockedVehicle>;
  private readonly lives: readonly Life[];
  /** What each was really shown. */
  private readonly offersSeen: readonly OffersSeen[];
  private readonly deeds: readonly Deed[];
  private readonly inHand = new Set<Promise<void>>();

  constructor(
    private readonly plan: CityPlan,
    cars: readonly StockedVehicle[],
    private readonly placements: readonly string[],
    private readonly doors: { readonly window: ShopWindow; readonly analytics: Analytics },
  ) {
    this.stock = new Map(cars.map((car) => [car.vehicleId, car]));
    const from = plan.from - pastDays * dayMs;
    const days = Math.ceil((plan.until - from) / dayMs);
    const world = worldWith(cars, { seed: plan.seed, from, days, ways: cityWays });
    this.lives = [...livesOf(world, 0, plan.shoppers)];
    this.offersSeen = this.lives.map(() => new OffersSeen());
    this.deeds = deedsOf(this.lives, plan.until);
  }

  /** Sends at once what its shoppers did before it begins. Returns how many events that were. */
  async tellPast(): Promise<number> {
    let told = 0;
    for (const deed of this.deeds) {
      if (deed.at >= this.plan.from) break;
      if (this.send(deed) && ++told % 2_000 === 0) await this.doors.analytics.flush();
    }
    await this.doors.analytics.flush();
    return told;
  }

  /** Plays until it meets the real clock, or the signal is given; everything is sent when the promise resolves. */
  async play(tempo: Tempo, signal: AbortSignal): Promise<void> {
    for (const deed of this.deeds) {
      if (deed.at < this.plan.from) continue;
      await tempo.until(deed.at, signal);
      if (signal.aborted) break;
      if (deed.page) await this.withRoom(() => this.meet(deed));
      else this.send(deed);
    }
    await Promise.all(this.inHand);
    await this.doors.analytics.flush();
  }

  private async withRoom(work: () => Promise<void>): Promise<void> {
    while (this.inHand.size >= abreast) await Promise.race(this.inHand);
    const one = work().finally(() => this.inHand.delete(one));
    this.inHand.add(one);
  }

  /** A page of a life, with the offers the engine really chooses for it. */
  private async meet({ page, shopper, at }: Deed): Promise<void> {
    const life = this.lives[shopper];
    const offersSeen = this.offersSeen[shopper];
    if (!page || !life || !offersSeen) return;
    const { played, plan, placements } = this;
    const placement = placements.includes(page.placement)
      ? page.placement
      : (placements[0] ?? page.placement);
    played.pages++;
    const offers = await this.doors.window
      .offers(placement, deviceOf(plan.seed, shopper), offersAPage)
      .catch(() => null);
    if (offers === null) played.failed++;
    else if (offers.length === 0) played.empty++;
    else {
      const random = Random.of(plan.seed ^ Math.imul(life.pages.indexOf(page) + 1, 0x27d4eb2f), shopper);
      const meeting = { page, shopper: life.shopper, offersSeen, stock: this.stock };
      const reactions = reactionsTo(offers, meeting, random);
      played.expected.byChance += (reactions.length * sumOf(page.shown)) / page.shown.length;
      played.expected.best += bestFor(reactions.length, meeting);
      for (const { vehicle } of reactions) offersSeen.show(vehicle.vehicleId, page.at);
      for (const [slot, reaction] of reactions.entries()) this.react(reaction, { shopper, at: at + slot });
    }
  }

  private react({ offer, vehicle, clickProbability, clicked, lead }: Reaction, { shopper, at }: Deed): void {
    const { played } = this;
    played.shown++;
    played.expected.ours += clickProbability;
    const device = deviceOf(this.plan.seed, shopper);
    const tell = (event: string, after: number) =>
      this.track({
        ...{ anonymousId: device, event, messageId: `${device}-${event}-${offer.trackingToken.slice(-24)}` },
        timestamp: new Date(at + after),
        properties: { trackingToken: offer.trackingToken, sku: vehicle.stockNumber },
      });
    tell('Offer Viewed', 0);
    if (!clicked) return;
    played.clicks++;
    tell('Offer Clicked', 5_000);
    tell('Product Viewed', 6_000);
    if (!lead) return;
    played.leads++;
    tell('Lead Created', 60_000);
  }

  private send(deed: Deed): boolean {
    const { event, shopper, at } = deed;
    const device = deviceOf(this.plan.seed, shopper);
    if (event?.type === 'PAGE_VIEWED') {
      this.doors.analytics.page({ anonymousId: device, name: 'Home', messageId: `${device}-${event.seq}-${at}`, timestamp: new Date(at) }, this.told); // prettier-ignore
      return true;
    }
    if (event?.type === 'IDENTIFIED') {
      const traits = { email: `${device}@shoppers.example`, ...this.lives[shopper]?.history.traits };
      this.doors.analytics.identify({ userId: device, anonymousId: device, traits, messageId: `${device}-${event.seq}-${at}`, timestamp: new Date(at) }, this.told); // prettier-ignore
      return true;
    }
    const tracking = trackingOf(this.plan.seed, deed, this.stock);
    if (tracking) this.track(tracking);
    return tracking !== null;
  }

  private track(params: Parameters<Analytics['track']>[0]): void {
    this.doors.analytics.track(params, this.told);
  }

  private readonly told = (fault: unknown): void => {
    if (fault) this.played.refused++;
    else this.played.sent++;
  };
}

function sumOf(shown: readonly { readonly clickProbability: number }[]): number {
  return shown.reduce((sum, { clickProbability }) => sum + clickProbability, 0);
}
