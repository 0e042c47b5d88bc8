import type { BodyStyle, FuelType, VehicleFacts } from '../../src/models/vehicle/vehicle-facts.js';
import type { Random } from './random.js';

/** One model line: what it is, what it can run on, and its new price in pounds, about right and no more. */
interface ModelLine {
  readonly make: string;
  readonly model: string;
  readonly bodyStyle: BodyStyle;
  readonly fuels: readonly FuelType[];
  readonly price: number;
}

const line = (
  make: string,
  model: string,
  bodyStyle: BodyStyle,
  price: number,
  ...fuels: FuelType[]
): ModelLine => ({
  make,
  model,
  bodyStyle,
  price,
  fuels,
});

/** The market the simulated shoppers live in: real names, round prices. */
export const modelLines: readonly ModelLine[] = [
  line('Audi', 'A3', 'HATCHBACK', 29_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('Audi', 'A5', 'COUPE', 45_000, 'PETROL', 'DIESEL'),
  line('Audi', 'Q4 e-tron', 'SUV', 52_000, 'ELECTRIC'),
  line('BMW', '3 Series', 'SEDAN', 41_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('BMW', 'X3', 'SUV', 50_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('BMW', 'i4', 'SEDAN', 52_000, 'ELECTRIC'),
  line('BMW', 'Z4', 'CONVERTIBLE', 50_000, 'PETROL'),
  line('BYD', 'Dolphin', 'HATCHBACK', 27_000, 'ELECTRIC'),
  line('Dacia', 'Sandero', 'HATCHBACK', 14_000, 'PETROL'),
  line('Dacia', 'Duster', 'SUV', 19_000, 'PETROL', 'HYBRID'),
  line('Fiat', '500', 'CONVERTIBLE', 20_000, 'PETROL', 'ELECTRIC'),
  line('Ford', 'Fiesta', 'HATCHBACK', 19_000, 'PETROL', 'HYBRID'),
  line('Ford', 'Focus', 'ESTATE', 28_000, 'PETROL', 'DIESEL'),
  line('Ford', 'Puma', 'SUV', 26_000, 'PETROL', 'HYBRID'),
  line('Ford', 'Ranger', 'PICKUP', 37_000, 'DIESEL'),
  line('Ford', 'Transit Custom', 'VAN', 36_000, 'DIESEL', 'ELECTRIC'),
  line('Honda', 'Civic', 'HATCHBACK', 33_000, 'HYBRID'),
  line('Hyundai', 'i20', 'HATCHBACK', 21_000, 'PETROL'),
  line('Hyundai', 'Tucson', 'SUV', 33_000, 'PETROL', 'HYBRID', 'PLUGIN_HYBRID'),
  line('Hyundai', 'Ioniq 5', 'SUV', 43_000, 'ELECTRIC'),
  line('Kia', 'Sportage', 'SUV', 31_000, 'PETROL', 'HYBRID', 'PLUGIN_HYBRID'),
  line('Kia', 'Ceed', 'ESTATE', 26_000, 'PETROL', 'PLUGIN_HYBRID'),
  line('Kia', 'EV6', 'SUV', 46_000, 'ELECTRIC'),
  line('Mazda', 'MX-5', 'CONVERTIBLE', 28_000, 'PETROL'),
  line('Mazda', 'CX-5', 'SUV', 31_000, 'PETROL', 'DIESEL'),
  line('Mercedes-Benz', 'C-Class', 'SEDAN', 46_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('Mercedes-Benz', 'CLE', 'COUPE', 48_000, 'PETROL', 'DIESEL'),
  line('Mercedes-Benz', 'Vito', 'VAN', 40_000, 'DIESEL'),
  line('MG', 'MG4', 'HATCHBACK', 27_000, 'ELECTRIC'),
  line('MG', 'HS', 'SUV', 25_000, 'PETROL', 'PLUGIN_HYBRID'),
  line('Nissan', 'Qashqai', 'SUV', 29_000, 'PETROL', 'HYBRID'),
  line('Peugeot', '208', 'HATCHBACK', 22_000, 'PETROL', 'ELECTRIC'),
  line('Renault', 'Clio', 'HATCHBACK', 19_000, 'PETROL', 'HYBRID'),
  line('Skoda', 'Octavia', 'ESTATE', 29_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('Skoda', 'Enyaq', 'SUV', 40_000, 'ELECTRIC'),
  line('Tesla', 'Model 3', 'SEDAN', 40_000, 'ELECTRIC'),
  line('Tesla', 'Model Y', 'SUV', 46_000, 'ELECTRIC'),
  line('Toyota', 'Yaris', 'HATCHBACK', 23_000, 'HYBRID'),
  line('Toyota', 'Corolla', 'ESTATE', 31_000, 'HYBRID'),
  line('Toyota', 'RAV4', 'SUV', 39_000, 'HYBRID', 'PLUGIN_HYBRID'),
  line('Toyota', 'Hilux', 'PICKUP', 36_000, 'DIESEL'),
  line('Volkswagen', 'Golf', 'HATCHBACK', 27_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('Volkswagen', 'Tiguan', 'SUV', 35_000, 'PETROL', 'DIESEL', 'PLUGIN_HYBRID'),
  line('Volkswagen', 'ID.3', 'HATCHBACK', 32_000, 'ELECTRIC'),
  line('Volvo', 'XC40', 'SUV', 36_000, 'PETROL', 'ELECTRIC'),
  line('Volvo', 'V60', 'ESTATE', 41_000, 'PETROL', 'PLUGIN_HYBRID'),
];

/** Every make on the market, once. */
export const makes: readonly string[] = [...new Set(modelLines.map(({ make }) => make))];

/** A car in the simulated stock: facts without gaps. */
export type SimulatedVehicle = Required<Omit<VehicleFacts, 'trim'>>;

/** Fills a yard with `size` cars as of `year`: a third new, the rest used, a quarter of those certified. */
export function stockOf(random: Random, size: number, year: number): SimulatedVehicle[] {
  return Array.from({ length: size }, (_, place): SimulatedVehicle => {
    const { make, model, bodyStyle, fuels, price } = random.pick(modelLines);
    const age = random.chance(0.35) ? 0 : 1 + random.whole(8);
    const condition = age === 0 ? 'NEW' : random.chance(0.25) ? 'CERTIFIED' : 'USED';
    const worth = price * random.between(0.95, 1.25) * 0.86 ** age * (condition === 'CERTIFIED' ? 1.05 : 1);
    return {
      vehicleId: idOf(place),
      make,
      model,
      bodyStyle,
      fuelType: random.pick(fuels),
      modelYear: year - age,
      condition,
      price: Math.round(worth / 50) * 50,
      mileageKm: age === 0 ? 10 : Math.round(age * random.between(8_000, 22_000)),
    };
  });
}

/** A UUID that says it is made up. */
export const idOf = (place: number): string =>
  `00000000-0000-4000-8000-${place.toString(16).padStart(12, '0')}`;
