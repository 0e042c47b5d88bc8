import type { Problem } from '../../models/campaign/problem.js';
import { vehicleScopeSchema, type VehicleScope } from '../../models/campaign/vehicle-scope.js';
import { readSchedule, type Schedule, type ScheduleInput } from './schedule.js';
import { plainFaults } from '../platform/plain-faults.js';
import { shown } from '../platform/shown.js';

/** What a marketer sends to make or change a campaign. Absent means: as it is, or empty for a new one. */
export interface CampaignInput {
  readonly name?: string | null | undefined;
  readonly schedule?: (Omit<ScheduleInput, 'timeZone'> & { timeZone?: string | null | undefined }) | null;
  /** A `VehicleScope`, not yet checked. */
  readonly vehicles?: unknown;
  readonly placements?: readonly string[] | null | undefined;
  readonly includeSegments?: readonly string[] | null | undefined;
  readonly excludeSegments?: readonly string[] | null | undefined;
}

/** A campaign's content, understood and checked. */
export interface CampaignDraft {
  readonly name: string;
  readonly schedule: Schedule;
  readonly vehicleScope: VehicleScope;
  readonly placements: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
}

/** An untouched campaign in the tenant's zone: all stock, everyone, from launch until ended, nowhere yet. */
export function emptyDraft(timeZone: string): CampaignDraft {
  const schedule = { startsAt: null, endsAt: null, timeZone };
  return { name: '', schedule, vehicleScope: {}, placements: [], include: [], exclude: [] };
}

/** Lays the input over what there is. All problems come at once, each with the path of its field in the input. */
export function readDraft(
  input: CampaignInput,
  current: CampaignDraft,
  knownPlacements: readonly string[],
): { draft: CampaignDraft } | { problems: Problem[] } {
  const schedule = input.schedule
    ? readSchedule({ ...input.schedule, timeZone: input.schedule.timeZone ?? current.schedule.timeZone })
    : { schedule: current.schedule };
  const scope = readScope(input.vehicles ?? current.vehicleScope);
  const draft = {
    name: (input.name ?? current.name).trim(),
    placements: [...new Set(input.placements ?? current.placements)],
    include: lowerCased(input.includeSegments ?? current.include),
    exclude: lowerCased(input.excludeSegments ?? current.exclude),
  };
  const problems = [
    ...nameProblems(draft.name),
    ...('problems' in schedule ? schedule.problems : []),
    ...('problems' in scope ? scope.problems : []),
    ...placementProblems(draft.placements, knownPlacements),
    ...audienceProblems(draft.include, draft.exclude),
  ];
  if (problems.length > 0 || 'problems' in schedule || 'problems' in scope) return { problems };
  return { draft: { ...draft, schedule: schedule.schedule, vehicleScope: scope.scope } };
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
