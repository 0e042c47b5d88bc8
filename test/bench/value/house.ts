import { hashOf, seededRandom } from '../../../src/modules/decisioning/chance.js';
import { candidates, type OffersAsk } from '../../../src/modules/decisioning/candidates.js';
import type { CreativeChoices } from '../../../src/modules/decisioning/creatives/creative-choices.js';
import { asEntered } from '../../../src/modules/decisioning/creatives/say-creative.js';
import type { Outcome } from '../../../src/modules/decisioning/decisions.repository.js';
import type { Barred } from '../../../src/modules/decisioning/limits/barred.js';
import type { BilledOffer } from '../../../src/modules/decisioning/limits/holding.js';
import { OfferChoice } from '../../../src/modules/decisioning/offer-choice.js';
import { pageOf } from '../../../src/modules/decisioning/offers-ask.js';
import type { Paces } from '../../../src/modules/decisioning/pacing/paces.js';
import type { Holding } from '../../../src/modules/decisioning/pacing/taking-part.js';
import { houseRanking, type Trials } from '../../../src/modules/decisioning/trials.js';
import type { InferenceService } from '../../../src/modules/inference/inference.service.js';
import { livePlacement } from '../../factories/showroom.js';
import { offersAPage } from '../../simulator/offers-page.js';
import { Learned } from './learned.js';
import { floorMicros, type Market } from './market.js';
import { Paced } from './paced.js';
import { decisionId, tenantId, type Policy, type Shown } from './play.js';
import type { Purse } from './purse.js';
import { opensAt, type Visit } from './town.js';

/** Nothing is tried on anybody. */
const noTrials: Pick<Trials, 'of' | 'note'> = {
  of: (tenant, viewer, barred) =>
    Promise.resolve({ tenantId: tenant, viewer, tried: [], barred, ranking: houseRanking }),
  note: () => undefined,
};

/** Nobody is held back. */
const unpaced: Pick<Paces, 'request' | 'at' | 'look' | 'answered'> = {
  request: () => undefined,
  at: () => Promise.resolve({ held: new Map(), isPaced: true }),
  look: () => Promise.resolve({ held: new Map(), isPaced: true }),
  answered: () => undefined,
};

/** A campaign shows the creative it bids with. */
const unlearned: Pick<CreativeChoices, 'sayer' | 'count'> = { sayer: () => asEntered, count: () => undefined }; // prettier-ignore

/**
 * Which of its parts are at work: all; all but what is learned of creatives; or its pages and prices alone, so that nothing is learned, explored or
 * paced.
 */
export type Parts = 'ALL' | 'NOT_LEARNING' | 'BARE';

/**
 * Ours: the walk of a request as `OffersService` conducts it, by the conductor of choices and the hearts that serve, with money, paces and what is
 * learned of creatives kept in memory in the place of their tables. The model is the committed one.
 */
export class House implements Policy {
  private readonly learned = new Learned();
  private readonly choice: OfferChoice;

  constructor(
    private readonly market: Market,
    private readonly seed: number,
    inference: InferenceService,
    purse: Purse,
    private readonly parts: Parts = 'ALL',
  ) {
    const paces = parts === 'BARE' ? unpaced : new Paced(purse, market.campaigns, opensAt);
    this.choice = new OfferChoice(
      inference,
      purse,
      paces,
      noTrials,
      parts === 'ALL' ? this.learned : unlearned,
    );
  }

  async page(visit: Visit): Promise<readonly Shown[]> {
    const { choice, market } = this;
    const { campaigns, showroom } = market;
    const now = visit.page.at;
    const seed = hashOf(decisionId(visit.place), this.seed);
    const barred = await choice.barred(tenantId, campaigns, [], now);
    const held = await choice.held(tenantId, campaigns, now, seed);
    const random = seededRandom(seed);
    const ask = askOf(visit, barred, held.holding);
    const { candidates: found, letGo } = candidates(showroom, ask, random);
    if (found.length === 0) return [];
    const { scored } = await choice.score({ tenantId }, found, ask);
    const placement = livePlacement({ key: ask.placement, floorMicros });
    const occasion = { tenantId, decisionId: decisionId(visit.place), now, campaigns, asked: pageOf(ask, placement), placement, held, letGo }; // prettier-ignore
    const chance = this.parts === 'BARE' ? firstOfAll : random;
    const { chosen } = await choice.choose({ ...occasion, names: [], barred, ranking: houseRanking, scored, random: chance }); // prettier-ignore
    return chosen.map(shownOf);
  }

  hear(outcomes: readonly Outcome[]): void {
    this.learned.hear(outcomes);
  }
}

/** What a storefront asks at a visit, of somebody in no audience. */
export function askOf({ page }: Visit, barred: Barred, holding?: Holding): OffersAsk {
  const nothing = new Set<string>();
  return {
    ...{ placement: page.placement, recent: page.recent, now: page.at, first: offersAPage, barred },
    ...{ segmentIds: nothing, excludeVehicleIds: nothing, ...(holding ? { holding } : {}) },
  };
}

/** Chance that never draws anything but the best; see `draw`. */
export const firstOfAll = () => 0;

function shownOf({ vehicle, campaign, creative, billed, choice }: BilledOffer): Shown {
  return { vehicle, campaign, creative, billing: billed, foretold: choice?.foretold ?? null };
}
