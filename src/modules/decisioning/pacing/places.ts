import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { VehicleInStock } from '../../../models/vehicle/vehicle-in-stock.js';
import type { Entrant } from '../auction/entrants.js';
import { Kinds, lotsOf, type Lot } from '../auction/lots.js';
import { barred, Page } from '../auction/page.js';
import type { Asked } from '../choose.js';
import type { BilledOffer } from '../limits/holding.js';

/** A place of a page as somebody else could take it. */
interface Place {
  readonly campaign: LiveCampaign;
  /** What the offer that has it is worth, as the auction ranks them. */
  readonly value: number;
  /** The page without that offer, and its rank there. */
  readonly page: Page;
  readonly rank: number;
}

/**
 * The places of a full page, and what has to be beaten for one of them: the offer that is worth least of those that the rules of the page let
 * make way. It stands for the page filled anew with a higher bid, which it equals where no rule stands in between.
 */
export class Places {
  private readonly kinds = new Kinds();
  /** Worth least first. */
  private readonly all: readonly Place[];

  constructor(
    entrants: readonly Entrant[],
    chosen: readonly BilledOffer[],
    { count, separatesCompetitors, neverSeen }: Asked,
  ) {
    const lots = lotsOf(shownOf(entrants, chosen), this.kinds, () => 1);
    const rules = { positions: count, separatesCompetitors, inTurn: neverSeen };
    this.all = lots
      .map((lot) => {
        const page = Page.empty(rules, this.kinds.size);
        for (const other of lots) if (other !== lot) page.add(other);
        const campaign = lot.options[0]?.entrant.candidate.campaign;
        return campaign && { campaign, value: lot.value, page, rank: page.rank(lot) };
      })
      .filter((place) => place !== undefined)
      .reverse();
  }

  /** What an offer has to be worth to come in, at the cost of no other of its campaign: 0 where the rules alone prefer it. Null: no bid lets it in. */
  toBeat(entrant: Entrant): number | null {
    const [lot] = lotsOf([entrant], this.kinds, () => 1);
    const place = lot && this.all.find((each) => each.campaign !== entrant.candidate.campaign && mayTake(lot, each)); // prettier-ignore
    if (!place) return null;
    return place.page.rank(lot) < place.rank ? 0 : place.value;
  }
}

function mayTake(lot: Lot, { page, rank }: Place): boolean {
  const own = page.rank(lot);
  return own !== barred && own <= rank;
}

/** The entrants that are shown: of each the best way of saying it. */
function shownOf(entrants: readonly Entrant[], chosen: readonly BilledOffer[]): Entrant[] {
  const campaigns = new Map<VehicleInStock, LiveCampaign>(chosen.map(({ vehicle, campaign }) => [vehicle, campaign]));
  return entrants.filter(({ candidate: { vehicle, campaign } }) => campaigns.get(vehicle) === campaign);
} // prettier-ignore
