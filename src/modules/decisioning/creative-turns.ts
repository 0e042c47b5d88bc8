import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Random } from './chance.js';

/**
 * Whose turn it is among a campaign's creatives in one request. Where they rotate, evenly or by weight, one is drawn for the whole
 * request and stands for the campaign on every car: which creative promises most plays no part in it.
 */
export class CreativeTurns {
  private readonly drawn = new Map<LiveCampaign, LiveCreative | null>();

  /** @param barred ids of creatives this viewer may not be shown now */
  constructor(
    private readonly random: Random,
    private readonly barred: ReadonlySet<string> = new Set(),
  ) {}

  /** The creative to show in place of that one: itself where its campaign optimises; null where none has any weight. */
  of(campaign: LiveCampaign, creative: LiveCreative): LiveCreative | null {
    if (campaign.terms.creativeRotation === 'OPTIMISED') return creative;
    const known = this.drawn.get(campaign);
    if (known !== undefined) return known;
    const mine = this.draw(campaign);
    this.drawn.set(campaign, mine);
    return mine;
  }

  private draw({ creatives: all, terms }: LiveCampaign): LiveCreative | null {
    const creatives = all.filter(({ id }) => !this.barred.has(id));
    const weightOf = ({ weight }: LiveCreative) => (terms.creativeRotation === 'EVEN' ? 1 : weight);
    const total = creatives.reduce((sum, each) => sum + weightOf(each), 0);
    let left = this.random() * total;
    for (const creative of creatives) {
      left -= weightOf(creative);
      if (left < 0) return creative;
    }
    return null;
  }
}
