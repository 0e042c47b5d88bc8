import { houseRanking, type Ranking } from '../trials.js';

/** Of what an answer tells something. */
export interface Evidence {
  /** How the champion ranks: what it was given and said may stand for it. */
  readonly ofChampion: boolean;
  /** What another version would have earned: only where whatever it would have shown could have come first. */
  readonly ofOthers: boolean;
}

/**
 * What an answer that was ranked and chosen so is evidence of. Where nothing is drawn, offers that are not the best have no chance at all:
 * estimates from such answers know nothing of other rankings but where these agree, and would speak for the champion.
 */
export function evidenceOf({ modelVersion, policy }: Ranking = houseRanking): Evidence {
  const ofChampion = modelVersion === null;
  return { ofChampion, ofOthers: ofChampion && policy.explored !== 0 };
}
