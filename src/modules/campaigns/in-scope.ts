import type { VehicleScope } from '../../models/campaign/vehicle-scope.js';
import type { VehicleFacts } from '../../models/vehicle/vehicle-facts.js';

type Test = (vehicle: VehicleFacts) => boolean;

/** Scopes compiled so far, by how they are written. They hold nothing of a tenant but what it asks of cars. */
const compiled = new Map<string, Test>();
const mostCompiled = 10_000;

/**
 * Compiles a scope to a predicate, so that thousands of vehicles are tested without looking at the scope again. Scopes written alike
 * have one and the same predicate: what follows from it need be found out once, however many campaigns have it.
 * Makes and models are compared without regard to case; an unknown property never fits a scope that names it.
 */
export function inScope(scope: VehicleScope): Test {
  const written = JSON.stringify(scope);
  let test = compiled.get(written);
  if (!test) {
    if (compiled.size >= mostCompiled) compiled.clear();
    compiled.set(written, (test = compile(scope)));
  }
  return test;
}

function compile(scope: VehicleScope): Test {
  const tests: Test[] = [];
  if (scope.make) tests.push(oneOfNames(scope.make, (vehicle) => vehicle.make));
  if (scope.model) tests.push(oneOfNames(scope.model, (vehicle) => vehicle.model));
  if (scope.bodyStyle) tests.push(oneOf(scope.bodyStyle, (vehicle) => vehicle.bodyStyle));
  if (scope.fuelType) tests.push(oneOf(scope.fuelType, (vehicle) => vehicle.fuelType));
  if (scope.condition) tests.push(oneOf(scope.condition, (vehicle) => vehicle.condition));
  if (scope.price) tests.push(within(scope.price, (vehicle) => vehicle.price));
  if (scope.modelYear) tests.push(within(scope.modelYear, (vehicle) => vehicle.modelYear));
  return (vehicle) => tests.every((test) => test(vehicle));
}

function oneOf<T>(allowed: readonly T[], of: (vehicle: VehicleFacts) => T | undefined): Test {
  const set = new Set(allowed);
  return (vehicle) => {
    const value = of(vehicle);
    return value !== undefined && set.has(value);
  };
}

function oneOfNames(allowed: readonly string[], of: (vehicle: VehicleFacts) => string | undefined): Test {
  return oneOf(
    allowed.map((name) => name.toLowerCase()),
    (vehicle) => of(vehicle)?.toLowerCase(),
  );
}

function within(
  { atLeast = -Infinity, atMost = Infinity }: NonNullable<VehicleScope['price']>,
  of: (vehicle: VehicleFacts) => number | undefined,
): Test {
  return (vehicle) => {
    const value = of(vehicle);
    return value !== undefined && value >= atLeast && value <= atMost;
  };
}
