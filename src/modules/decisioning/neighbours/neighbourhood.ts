import type { RecentVehicle } from '../../../models/decision/viewer-state.js';
import { modelKey } from '../showroom.js';
import { Walks } from './walks.js';
import type { Walk } from './walk-of.js';

/** Walks kept of a tenant, the newest. */
export const mostWalks = 20_000;
/** As many cars, and models, are worth following. */
const mostCars = 12;
const mostModels = 3;

/** What those looked at who looked at the same as a viewer, likeliest first. */
export interface Alike {
  /** Ids; some may be sold. */
  readonly cars: readonly string[];
  /** `modelKey`s. */
  readonly models: readonly string[];
}

/** Of whom nothing is known that anybody shares. */
export const nobody: Alike = { cars: [], models: [] };

/** A tenant's walks, car by car and model by model: many cars are one of a kind, and few looked at the very same. */
export class Neighbourhood {
  private readonly cars = new Walks<string>(mostWalks);
  private readonly models = new Walks<string>(mostWalks);

  /** Takes in a walk; later ones count as newer. */
  add({ cars, models }: Walk): void {
    this.cars.add(cars);
    this.models.add(models);
  }

  /** @param recent of the viewer, newest first; for a viewer never seen there is nobody alike */
  alike(recent: readonly RecentVehicle[]): Alike {
    if (recent.length === 0 || (this.cars.size === 0 && this.models.size === 0)) return nobody;
    const looks = recent.toReversed();
    const cars = looks.flatMap(({ vehicle }) => vehicle.vehicleId ?? []);
    const models = looks.flatMap(({ vehicle }) => (vehicle.model === undefined ? [] : modelKey(vehicle)));
    return {
      cars: this.cars.after(cars, mostCars).map(({ item }) => item),
      models: this.models.after(models, mostModels).map(({ item }) => item),
    };
  }
}
