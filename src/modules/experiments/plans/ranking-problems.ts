import type { Problem } from '../../../models/campaign/problem.js';
import { chooseAlike, mostExplored } from '../../../models/decision/offer-policy.js';
import type { ExperimentArm, ExperimentPlan } from '../../../models/experiment/experiment-plan.js';

/** What is wrong with a plan that tries models or policies: they rank all campaigns, and arms that are alike teach nothing. */
export function rankingProblems({ kind, campaignId, arms }: ExperimentPlan): Problem[] {
  return [
    ...(campaignId === null ? [] : [said('campaignId', 'Models and policies choose among all campaigns, so none can be named.', 'Leave it out.')]), // prettier-ignore
    ...(kind === 'MODELS' ? modelProblems(arms) : policyProblems(arms)),
  ];
}

function modelProblems(arms: readonly ExperimentArm[]): Problem[] {
  return arms.flatMap(({ modelVersion }, place) => {
    const like = arms.findIndex((other) => other.modelVersion === modelVersion);
    if (like === place) return [];
    return [said(`arms.${place}.modelVersion`, `Its people would be ranked for by the same version as those of arm ${like}.`, 'Name another version of OFFER_PROPENSITY, as models lists them; one arm without any has the champion.')]; // prettier-ignore
  });
}

function policyProblems(arms: readonly ExperimentArm[]): Problem[] {
  return arms.flatMap(({ policy }, place) => {
    const explored = policy?.explored ?? null;
    if (explored !== null && !(explored >= 0 && explored <= mostExplored))
      return [said(`arms.${place}.policy.explored`, `The share is ${explored}.`, `Give a share from 0 to ${mostExplored}.`)]; // prettier-ignore
    const like = arms.findIndex((other) => chooseAlike(other.policy, policy));
    if (like === place) return [];
    return [said(`arms.${place}.policy`, `Offers would be chosen for its people as for those of arm ${like}.`, 'Have the arms differ in explored, learnsCreatives or boostsAgeing; one arm without a policy has the usual.')]; // prettier-ignore
  });
}

function said(path: string, message: string, remedy: string): Problem {
  return { path, message, remedy };
}
