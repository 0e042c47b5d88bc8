import type { EventType } from '../../../models/event/event-type.js';
import type { Deed, VehicleWhere } from '../../../models/segment/deed.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { Rule } from '../../../models/segment/rule.js';
import type { BodyStyle } from '../../../models/vehicle/vehicle-facts.js';

/** What somebody does who looks for a car; what happens to the one they have says nothing of what they want. */
const lookingFor: readonly EventType[] = [
  'VEHICLE_LISTED', 'VEHICLE_VIEWED', 'VEHICLE_CONFIGURED', 'VEHICLE_SAVED', 'VEHICLE_COMPARED', 'PAYMENT_ESTIMATED',
  'LEASE_QUOTED', 'LEAD_SUBMITTED', 'TEST_DRIVE_BOOKED', 'TEST_DRIVE_TAKEN',
]; // prettier-ignore

/** Ids of a shape of car as a new and as a used one; none where the taxonomy has no such shape. */
const shapes: Readonly<Record<BodyStyle, { readonly fresh: string; readonly used: string } | null>> = {
  SUV: { fresh: '810', used: '833' },
  SEDAN: { fresh: '808', used: '831' },
  HATCHBACK: { fresh: '815', used: '838' },
  ESTATE: { fresh: '809', used: '832' },
  PICKUP: { fresh: '819', used: '842' },
  VAN: { fresh: '811', used: '834' },
  COUPE: { fresh: '813', used: '836' },
  CONVERTIBLE: { fresh: '812', used: '835' },
  OTHER: null,
};
const any = { fresh: '806', used: '829' };
const green = { fresh: '824', used: '847' };
/** Fuels of what the taxonomy calls green. */
const greenFuels: readonly string[] = ['HYBRID', 'PLUGIN_HYBRID', 'ELECTRIC'];

/**
 * Ids of IAB audiences that a rule plainly speaks of, in the taxonomy's order: shapes, fuels and condition of cars that
 * somebody looks for. What a rule excludes, and who is in it for other reasons, suggests nothing.
 */
export function suggestedIab(rule: Rule): string[] {
  const ids = [...wheresIn(rule)].flatMap(idsOf);
  return [...new Set(ids)].sort((one, other) => Number(one) - Number(other));
}

/** Of the cars that whoever is in by this rule looked for, or may have. */
function* wheresIn(rule: Rule): Generator<VehicleWhere> {
  if ('all' in rule) for (const part of rule.all) yield* wheresIn(part);
  if ('any' in rule) for (const part of rule.any) yield* wheresIn(part);
  if ('did' in rule && rule.did.where && isLookedFor(rule.did) && isDone(rule.did)) yield rule.did.where;
  if ('sequence' in rule)
    for (const step of rule.sequence.steps) if (step.where && isLookedFor(step)) yield step.where;
}

function isLookedFor({ event, anyOf }: Deed): boolean {
  const types = event === undefined ? anyOf : [event];
  return types === undefined || types.every((type) => lookingFor.includes(type));
}

/** Whether it was done at all: “at most so often” holds of those, too, who never did. */
function isDone({ times, distinct, sum, every }: DidRule): boolean {
  return [times, distinct, sum, every].every(
    (bounds) => bounds === undefined || bounds.atLeast !== undefined,
  );
}

function idsOf({ bodyStyle, fuelType, condition }: VehicleWhere): string[] {
  const isGreen = fuelType?.every((fuel) => greenFuels.includes(fuel)) ?? false;
  const named = bodyStyle?.flatMap((shape) => shapes[shape] ?? []) ?? [];
  const kinds = [...named, ...(isGreen ? [green] : [])];
  // A condition alone is told; of a car of whatever kind there is nothing to say.
  const told = kinds.length === 0 && condition ? [any] : kinds;
  const isFresh = condition?.includes('NEW') ?? true;
  const isUsed = condition?.some((one) => one !== 'NEW') ?? false;
  return told.flatMap(({ fresh, used }) => [...(isFresh ? [fresh] : []), ...(isUsed ? [used] : [])]);
}
