import type { EventType } from '../../src/models/event/event-type.js';
import type { HistoryEvent, ProfileHistory, Traits } from '../../src/models/profile/profile-history.js';
import { recentAt } from '../../src/modules/inference/features/recent-at.js';
import { chancesApart, chancesTogether, type Chances } from './chances.js';
import { departureOf, type Departure } from './departure.js';
import { OffersSeen } from './fatigue.js';
import { habits } from './habits.js';
import type { Claim } from './household.js';
import { idOf, type SimulatedVehicle } from './market.js';
import { offersFor, type OffersPage } from './offers-page.js';
import type { Random } from './random.js';
import { logistic, suits, type Shopper } from './shopper.js';
import { saleDelayDays, saleTruth, saleTruthLater } from './truth.js';
import type { World } from './world.js';

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A lead at the moment it is scored: what was known, the true probability, and what came of it. */
export interface ScoredLead {
  readonly at: number;
  readonly probability: number;
  readonly sold: boolean;
  readonly history: ProfileHistory;
}

/** All that one shopper did, was shown and bought, with the truth beside it. */
export interface Life {
  /** What no log shows. */
  readonly shopper: Shopper;
  readonly history: ProfileHistory;
  readonly pages: readonly OffersPage[];
  readonly leads: readonly ScoredLead[];
  readonly soldAt: number | null;
  /** Their first enquiry; null: made none. */
  readonly claim: Claim | null;
}

const longestDays = 90;

/** Who sets out beside somebody: the first of the household, and what it has decided already. */
export interface Company {
  readonly first: Departure | null;
  readonly claim: Claim | null;
}

/** One life, day by day. Whoever lives with somebody is told of it by `company`. */
export class Journey {
  private readonly chances: Chances;
  private readonly random: Random;
  private readonly shopper: Shopper;
  private readonly events: HistoryEvent[] = [];
  private readonly pages: OffersPage[] = [];
  private readonly drives: { at: number; vehicle: SimulatedVehicle }[] = [];
  private readonly seen: SimulatedVehicle[] = [];
  private readonly offersSeen: OffersSeen | null;
  private readonly profileId: string;
  private stage: number;
  private clock: number;
  private favourite: { vehicle: SimulatedVehicle; fit: number } | null = null;
  private firstLead: (Claim & { readonly probability: number; readonly knownAt: number }) | null = null;
  private gone = false;

  constructor(
    private readonly world: World,
    index: number,
    private readonly company: Company = { first: null, claim: null },
  ) {
    this.chances = (world.ways.apart ? chancesApart : chancesTogether)(world.seed, index);
    this.random = this.chances.life;
    const { shopper, stage, day } = departureOf(world, this.random, company.first);
    this.shopper = shopper;
    this.stage = stage;
    this.clock = day;
    this.profileId = idOf(index);
    this.offersSeen = world.ways.fatigue ? new OffersSeen() : null;
  }

  play(): Life {
    const firstDay = this.clock;
    for (let day = 0; day < longestDays && !this.isOver(firstDay + day * dayMs); day++) {
      this.chances.beginDay(day);
      this.playDay(firstDay + day * dayMs);
    }
    const soldAt = this.firstLead?.soldAt ?? null;
    if (soldAt !== null && this.favourite !== null) {
      this.clock = Math.max(this.clock, soldAt);
      this.log('ORDER_PLACED', this.favourite.vehicle);
    }
    return {
      shopper: this.shopper,
      history: this.historyUntil(Infinity),
      pages: this.pages,
      leads: this.scoredLeads(),
      soldAt,
      claim: this.firstLead,
    };
  }

  /** Nobody goes on looking once they have bought, or whom they live with. */
  private isOver(day: number): boolean {
    const soldAt = this.firstLead?.soldAt ?? this.company.claim?.soldAt ?? null;
    return this.gone || (soldAt !== null && soldAt < day + dayMs);
  }

  private playDay(day: number): void {
    const { random, shopper } = this;
    const habit = habits[this.stage] ?? habits[0];
    this.clock = Math.max(this.clock, day + random.between(7, 10) * 60 * minuteMs);
    for (const drive of this.drives.filter(({ at }) => at <= this.clock)) {
      this.drives.splice(this.drives.indexOf(drive), 1);
      if (random.chance(0.8)) this.log('TEST_DRIVE_TAKEN', drive.vehicle);
    }
    if (random.chance(habit.showroomADay * Math.exp(0.4 * shopper.earnest))) this.visitShowroom();
    if (random.chance(habit.sessionADay * Math.exp(0.2 * shopper.earnest))) {
      this.clock = Math.max(this.clock, day + Math.min(random.normal(19, 2.5), 23) * 60 * minuteMs);
      this.playSession();
    }
    const pace = Math.exp(0.3 * shopper.earnest);
    if (random.chance(habit.onwards * pace)) this.stage += 1;
    else if (this.firstLead === null && random.chance(habit.gone / pace)) this.gone = true;
  }

  private visitShowroom(): void {
    const vehicle = this.favourite?.vehicle ?? this.world.stockFor(this.random);
    this.log('SHOWROOM_VISITED', vehicle);
    if (!this.random.chance(0.35)) return;
    this.log('TEST_DRIVE_BOOKED', vehicle);
    this.drives.push({ at: this.clock + (1 + this.random.whole(5)) * dayMs, vehicle });
  }

  private playSession(): void {
    const { random, shopper, stage } = this;
    const habit = habits[stage] ?? habits[0];
    this.log('PAGE_VIEWED', null);
    if (random.chance(0.6)) this.meetOffers(random.chance(0.6) ? 'home-hero' : 'search-results');
    let best = -Infinity;
    for (let views = 1 + random.poisson(habit.views); views > 0; views--) {
      const vehicle = this.chooseVehicle(habit.temperature, habit.revisit);
      const fit = this.look(vehicle);
      best = Math.max(best, fit);
      if (random.chance(logistic(-3.4 + 0.5 * fit + 0.5 * stage))) this.log('VEHICLE_SAVED', vehicle);
      if (vehicle.condition === 'NEW' && random.chance(logistic(-3.6 + 0.4 * fit)))
        this.log('VEHICLE_CONFIGURED', vehicle);
      if (random.chance(logistic(-4.2 + 0.3 * fit + (shopper.financeMinded ? 1.8 : 0) + 0.6 * stage)))
        this.log('PAYMENT_ESTIMATED', vehicle);
      if (random.chance([0.02, 0.1, 0.06][stage] ?? 0)) this.log('VEHICLE_COMPARED', vehicle);
      if (random.chance(0.05)) this.meetOffers('vehicle-detail');
    }
    const raises = logistic(-5.8 + 0.5 * best + 1.1 * stage + 0.6 * shopper.earnest);
    if (random.chance(raises)) this.raiseHand(random);
  }

  private chooseVehicle(temperature: number, revisit: number): SimulatedVehicle {
    const { random, favourite, shopper, world } = this;
    if (favourite !== null && random.chance(revisit)) return favourite.vehicle;
    const found = Array.from({ length: 12 }, () => world.stockFor(random));
    return random.weighted(found, (vehicle) => Math.exp(suits(shopper, vehicle) / temperature));
  }

  private look(vehicle: SimulatedVehicle, random = this.random): number {
    const fit = suits(this.shopper, vehicle);
    this.log('VEHICLE_VIEWED', vehicle, minutesOf(random));
    if (!this.seen.includes(vehicle)) this.seen.push(vehicle);
    if (this.favourite === null || fit > this.favourite.fit) this.favourite = { vehicle, fit };
    return fit;
  }

  private meetOffers(placement: string): void {
    const { shopper, stage, seen, offersSeen, world, events } = this;
    const random = this.chances.page(this.pages.length);
    const at = Math.round(this.clock);
    const recent = recentAt(events, { at, seq: Infinity });
    const page = offersFor(world, random, { shopper, stage, placement, at, seen, offersSeen, recent });
    this.pages.push(page);
    for (const { vehicle } of page.shown) {
      this.log('OFFER_VIEWED', vehicle, 0);
      offersSeen?.show(vehicle.vehicleId, at);
    }
    for (const { vehicle, clicked, lead } of page.shown) {
      if (!clicked) continue;
      this.log('OFFER_CLICKED', vehicle, minutesOf(random));
      this.look(vehicle, random);
      if (lead) this.raiseHand(random);
    }
  }

  /**
   * Everyone who raises a hand leaves a name; the first time decides, here, whether and when they will buy. Where another of
   * the household was first, that one buys, if anybody does.
   */
  private raiseHand(random: Random): void {
    this.log('LEAD_SUBMITTED', this.favourite?.vehicle ?? null, minutesOf(random));
    if (this.firstLead !== null) return;
    const at = Math.round(this.clock);
    const isClaimed = this.company.claim !== null && this.company.claim.at <= at;
    const probability = isClaimed ? 0 : this.saleProbability();
    const fate = this.chances.sale();
    const sold = fate.chance(probability);
    const delay = saleDelayDays(fate.uniform()) * dayMs;
    this.log('IDENTIFIED', null, minutesOf(random));
    const knownAt = Math.round(this.clock);
    this.firstLead = { at, knownAt, probability, soldAt: sold ? knownAt + delay : null };
  }

  private saleProbability(): number {
    const count = (wanted: EventType) => this.events.filter(({ type }) => type === wanted).length;
    return saleTruth({
      shopper: this.shopper,
      stage: this.stage,
      bestFit: this.favourite?.fit ?? 0,
      drivesTaken: count('TEST_DRIVE_TAKEN'),
      estimates: count('PAYMENT_ESTIMATED'),
      showroomVisits: count('SHOWROOM_VISITED'),
    });
  }

  /** The first lead as it came in, and once more some days later unless it has bought by then. */
  private scoredLeads(): ScoredLead[] {
    if (this.firstLead === null) return [];
    const { knownAt: at, probability, soldAt } = this.firstLead;
    const now: ScoredLead = { at, probability, sold: soldAt !== null, history: this.historyUntil(at) };
    const later = at + this.random.between(1, 14) * dayMs;
    if (soldAt !== null && soldAt <= later) return [now];
    const stillOpen = saleTruthLater(probability, (later - at) / dayMs);
    return [
      now,
      { at: later, probability: stillOpen, sold: soldAt !== null, history: this.historyUntil(later) },
    ];
  }

  private historyUntil(at: number): ProfileHistory {
    return {
      profileId: this.profileId,
      traits: this.traits(),
      events: this.events.filter((event) => event.at <= at),
    };
  }

  private traits(): Traits {
    const { tradeIn, phone } = this.shopper;
    return { tradeIn, ...(phone ? { phone: '+44 20 7946 0000' } : {}) };
  }

  private log(type: EventType, vehicle: SimulatedVehicle | null, minutes = minutesOf(this.random)): void {
    this.clock += minutes * minuteMs;
    this.events.push({ type, name: type, at: Math.round(this.clock), seq: this.events.length, vehicle });
  }
}

/** How long it takes to come to the next thing. */
const minutesOf = (random: Random): number => random.between(0.3, 3);
