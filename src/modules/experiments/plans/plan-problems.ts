import type { Problem } from '../../../models/campaign/problem.js';
import type { ExperimentArm, ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { slotsOfLayer } from '../trying/tries.js';
import { rankingProblems } from './ranking-problems.js';

const longest = { name: 120, arm: 60, layer: 60 };
const arms = { fewest: 2, most: 10 };
const mostGuardRails = 4;

/** Everything that is wrong with a plan by itself, whatever there is around it. */
export function planProblems(plan: ExperimentPlan): Problem[] {
  return [
    ...textProblems(plan),
    ...armsProblems(plan.arms),
    ...kindProblems(plan),
    ...numberProblems(plan),
    ...guardRailProblems(plan),
  ];
}

function textProblems({ name, layer }: ExperimentPlan): Problem[] {
  const problems: Problem[] = [];
  if (name === '') problems.push(said('name', 'The experiment has no name.', 'Give it one people will know it by.')); // prettier-ignore
  if (name.length > longest.name) problems.push(said('name', `The name is ${name.length} characters long.`, `Keep it to ${longest.name}.`)); // prettier-ignore
  if (layer !== null && (layer === '' || layer.length > longest.layer)) problems.push(said('layer', `The name of the layer is ${layer.length} characters long.`, `Give 1 to ${longest.layer}, or leave it out.`)); // prettier-ignore
  return problems;
}

function armsProblems(all: readonly ExperimentArm[]): Problem[] {
  const problems: Problem[] = [];
  if (all.length < arms.fewest || all.length > arms.most)
    problems.push(said('arms', `There are ${all.length} arms.`, `Give ${arms.fewest} to ${arms.most}, the control first.`)); // prettier-ignore
  for (const [place, { name, share }] of all.entries()) {
    if (name === '' || name.length > longest.arm)
      problems.push(said(`arms.${place}.name`, `The name is ${name.length} characters long.`, `Give 1 to ${longest.arm}.`)); // prettier-ignore
    if (all.findIndex((other) => other.name === name) < place)
      problems.push(
        said(`arms.${place}.name`, 'Two arms have this name.', 'Call each by a name of its own.'),
      );
    if (!isPart(share) || share >= 1)
      problems.push(said(`arms.${place}.share`, `The share is ${share}.`, 'Give a part of 1 in ten-thousandths, such as 0.5 or 0.05.')); // prettier-ignore
  }
  const sum = all.reduce((total, { share }) => total + share, 0);
  if (all.length > 0 && !(Math.abs(sum - 1) < 0.00005))
    problems.push(said('arms', `The shares add up to ${Number(sum.toFixed(4))}.`, 'Have them add up to 1.'));
  return problems;
}

function kindProblems(plan: ExperimentPlan): Problem[] {
  switch (plan.kind) {
    case 'HOLD_OUT':
      return [...heldOutProblems(plan), ...strayProblems(plan, ['isHeldOut'])];
    case 'CREATIVES':
      return [
        ...campaignProblems(plan),
        ...strayProblems(plan, ['creativeIds']),
        ...plan.arms.flatMap(
          ({ creativeIds }, place) =>
          creativeIds.length > 0 ? [] : [said(`arms.${place}.creativeIds`, 'The arm shows no creative.', 'Name the creatives of the campaign that its people see.')], // prettier-ignore
        ),
      ];
    case 'AUDIENCES':
      return [...campaignProblems(plan), ...strayProblems(plan, ['segmentIds']), ...alikeProblems(plan)];
    case 'MODELS':
      return [...rankingProblems(plan), ...strayProblems(plan, ['modelVersion'])];
    case 'POLICIES':
      return [...rankingProblems(plan), ...strayProblems(plan, ['policy'])];
  }
}

function heldOutProblems({ arms: all }: ExperimentPlan): Problem[] {
  const isPaired = all.length === 2 && all[0]?.isHeldOut === true && all[1]?.isHeldOut === false;
  if (isPaired) return [];
  return [said('arms', 'A hold-out has two arms: first the one that is held out, then the one that sees the campaign.', 'Give the first arm isHeldOut: true, and the second none.')]; // prettier-ignore
}

function campaignProblems({ campaignId }: ExperimentPlan): Problem[] {
  if (campaignId !== null) return [];
  return [said('campaignId', 'Creatives and audiences are tried within one campaign, and none is named.', 'Take the id from campaigns.')]; // prettier-ignore
}

/** What an arm may say; each kind of experiment has a use for one of them. */
const armFields = ['isHeldOut', 'creativeIds', 'segmentIds', 'modelVersion', 'policy'] as const;
type ArmField = (typeof armFields)[number];

function strayProblems({ kind, arms: all }: ExperimentPlan, used: readonly ArmField[]): Problem[] {
  return all.flatMap(
    (arm, place) =>
    armFields
      .filter((field) => !used.includes(field) && isSaid(arm[field]))
      .map((field) => said(`arms.${place}.${field}`, `An experiment of kind ${kind} has no use for it.`, 'Leave it out, or choose another kind.')), // prettier-ignore
  );
}

function isSaid(value: ExperimentArm[ArmField]): boolean {
  return Array.isArray(value) ? value.length > 0 : value !== null && value !== false;
}

function alikeProblems({ arms: all }: ExperimentPlan): Problem[] {
  if (all.length < arms.fewest || new Set(all.map(({ segmentIds }) => segmentIds.join(' '))).size > 1)
    return [];
  return [said('arms', 'All arms are for the same audiences, so nobody would ever be counted.', 'Narrow at least one of them.')]; // prettier-ignore
}

function numberProblems({ traffic, startsAt, endsAt, smallestLift }: ExperimentPlan): Problem[] {
  const problems: Problem[] = [];
  if (!isPart(traffic)) problems.push(said('traffic', `The traffic is ${traffic}.`, 'Give a part of 1 in ten-thousandths, or 1 for everybody.')); // prettier-ignore
  if (startsAt !== null && endsAt !== null && endsAt <= startsAt) problems.push(said('endsAt', 'It ends before it starts.', 'Give an end after the start.')); // prettier-ignore
  if (!(smallestLift >= 0.001 && smallestLift <= 10)) problems.push(said('smallestLift', `The smallest lift is ${smallestLift}.`, 'Give a share from 0.001 to 10: 0.05 is 5 %.')); // prettier-ignore
  return problems;
}

function guardRailProblems({ measure, guardRails }: ExperimentPlan): Problem[] {
  const problems: Problem[] = [];
  if (guardRails.length > mostGuardRails) problems.push(said('guardRails', `There are ${guardRails.length} guard rails.`, `Keep to ${mostGuardRails}.`)); // prettier-ignore
  for (const [place, rail] of guardRails.entries()) {
    const isTwice = guardRails.findIndex((other) => other.measure === rail.measure) < place;
    if (rail.measure === measure || isTwice)
      problems.push(said(`guardRails.${place}.measure`, 'It is counted already.', 'Name each measure once.'));
    if (!(rail.mayFall > 0 && rail.mayFall < 1))
      problems.push(said(`guardRails.${place}.mayFall`, `It may fall by ${rail.mayFall}.`, 'Give a share between 0 and 1: 0.05 is 5 %.')); // prettier-ignore
  }
  return problems;
}

/** More than nothing, at most all, and a whole number of ten-thousandths. */
function isPart(share: number): boolean {
  const slots = share * slotsOfLayer;
  return share > 0 && share <= 1 && Math.abs(slots - Math.round(slots)) < 1e-6;
}

function said(path: string, message: string, remedy: string): Problem {
  return { path, message, remedy };
}
