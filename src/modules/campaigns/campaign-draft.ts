import type { Problem } from '../../models/campaign/problem.js';
import { vehicleScopeSchema, type VehicleScope } from '../../models/campaign/vehicle-scope.js';
import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import { inOrder } from './content.js';
import { readSchedule, type ScheduleInput } from './schedule.js';
import { readTerms } from './terms/read-terms.js';
import type { TermsInput } from './terms/terms-input.js';
import type { TermsSetting } from './terms/terms-setting.js';
import { plainFaults } from '../platform/plain-faults.js';
import { shown } from '../platform/shown.js';

/** What a marketer sends to make or change a campaign. Absent means: as it is, or empty for a new one. */
export interface CampaignInput extends TermsInput {
  readonly name?: string | null | undefined;
  readonly schedule?: (Omit<ScheduleInput, 'timeZone'> & { timeZone?: string | null | undefined }) | null;
  /** A `VehicleScope`, not yet checked. */
  readonly vehicles?: unknown;
  /** Null takes it away: the campaign is the tenant's own. */
  readonly advertiserId?: string | null | undefined;
  readonly placements?: readonly string[] | null | undefined;
  readonly includeSegments?: readonly string[] | null | undefined;
  readonly excludeSegments?: readonly string[] | null | undefined;
}

/** What a campaign's input is read against. */
export interface DraftSetting extends TermsSetting {
  readonly placements: readonly string[];
}

/** Lays the input over what there is. All problems come at once, each with the path of its field in the input. */
export function readDraft(
  input: CampaignInput,
  current: CampaignContent,
  setting: DraftSetting,
): { content: CampaignContent } | { problems: Problem[] } {
  const advertiserId = input.advertiserId === undefined ? current.advertiserId : input.advertiserId?.toLowerCase() ?? null; // prettier-ignore
  const schedule = input.schedule
    ? readSchedule({ ...input.schedule, timeZone: input.schedule.timeZone ?? current.timeZone })
    : { schedule: current };
  const scope = readScope(input.vehicles ?? current.vehicleScope);
  const terms = readTerms(input, current.terms, advertiserId, setting);
  const draft = {
    name: (input.name ?? current.name).trim(),
    advertiserId,
    placements: [...new Set(input.placements ?? current.placements)],
    include: lowerCased(input.includeSegments ?? current.include),
    exclude: lowerCased(input.excludeSegments ?? current.exclude),
  };
  const problems = [
    ...nameProblems(draft.name),
    ...advertiserProblems(advertiserId, setting),
    ...[schedule, scope, terms].flatMap((read) => ('problems' in read ? read.problems : [])),
    ...placementProblems(draft.placements, setting.placements),
    ...audienceProblems(draft.include, draft.exclude),
  ];
  if (problems.length > 0 || 'problems' in schedule || 'problems' in scope || 'problems' in terms) return { problems }; // prettier-ignore
  const { startsAt, endsAt, timeZone } = schedule.schedule;
  const flight = { startsAt: asText(startsAt), endsAt: asText(endsAt), timeZone };
  return {
    content: inOrder({ ...current, ...draft, ...flight, vehicleScope: scope.scope, terms: terms.terms }),
  };
}

function asText(instant: Date | string | null): string | null {
  return instant instanceof Date ? instant.toISOString() : instant;
}

function advertiserProblems(id: string | null, { advertisers }: DraftSetting): Problem[] {
  if (id === null || advertisers.has(id)) return [];
  return [{ path: 'advertiserId', message: `There is no advertiser ${shown(id)}.`, remedy: 'Take the id from advertisers, or make one with createAdvertiser.' }]; // prettier-ignore
}

function lowerCased(ids: readonly string[]): string[] {
  return [...new Set(ids.map((id) => id.toLowerCase()))];
}

function nameProblems(name: string): Problem[] {
  if (name === '')
    return [{ path: 'name', message: 'The campaign has no name.', remedy: 'Give it one people will know it by.' }]; // prettier-ignore
  if (name.length > 120)
    return [{ path: 'name', message: `The name is ${name.length} characters long.`, remedy: 'Keep it to 120.' }]; // prettier-ignore
  return [];
}

function readScope(scope: unknown): { scope: VehicleScope } | { problems: Problem[] } {
  const read = vehicleScopeSchema.safeParse(withoutNulls(scope), plainFaults);
  if (read.success) return { scope: read.data };
  const remedy =
    'Name makes, models, body styles and the like as lists, ranges as atLeast and atMost, or leave it out.';
  return {
    problems: read.error.issues.map((issue) => ({
      path: ['vehicles', ...issue.path.map(String)].join('.'),
      message: `It ${issue.message}.`,
      remedy,
    })),
  };
}

/** GraphQL clients write null for what they leave out; a scope knows only absent. */
function withoutNulls(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== null && inner !== undefined)
      .map(([key, inner]) => [key, withoutNulls(inner)]),
  );
}

function placementProblems(placements: readonly string[], known: readonly string[]): Problem[] {
  return placements.flatMap((key, index) => {
    if (known.includes(key)) return [];
    const remedy =
      known.length === 0 ? 'Create it first with createPlacement.' : `Use ${known.join(', ')}, or create it.`;
    return [{ path: `placements.${index}`, message: `There is no placement "${shown(key)}".`, remedy }];
  });
}

function audienceProblems(include: readonly string[], exclude: readonly string[]): Problem[] {
  return include
    .filter((id) => exclude.includes(id))
    .map((id) => ({
      path: 'excludeSegments',
      message: `Segment ${id} is both included and excluded, so nobody in it would see the campaign.`,
      remedy: 'Take it out of one of the two.',
    }));
}
