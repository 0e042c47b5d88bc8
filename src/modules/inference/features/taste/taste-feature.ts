import type { VehicleFacts } from '../../../../models/vehicle/vehicle-facts.js';
import type { Feature } from '../columns.js';
import type { WeighedTouch } from '../touch/weighed.js';
import type { Range } from './range.js';

/** What a viewer's touches are together. */
export interface TasteTotal {
  /** Touches there are. */
  readonly touches: number;
  /** The sum of their shares; above nought wherever something is read. */
  readonly weight: number;
}
/** One candidate beside the taste. */
export interface AskedVehicle extends TasteTotal {
  readonly vehicle: VehicleFacts;
  /** Its make and model. */
  readonly range: Range;
}

/** One viewer's state of one feature while a request lasts. */
export interface TasteState {
  /** What an event writes: takes one touch in, newest first. */
  readonly take: (touch: WeighedTouch) => void;
  /** What scoring reads of the viewer alone. */
  readonly viewer?: Feature<TasteTotal>['write'];
  /** What scoring reads of one candidate beside it. */
  readonly affinity?: Feature<AskedVehicle>['write'];
}

/** A feature of taste: what a touch writes into a viewer's state, and what scoring reads of it. */
export interface TasteFeature {
  readonly name: string;
  /** Columns it takes of the viewer, and of each candidate. */
  readonly viewerWidth: number;
  readonly affinityWidth: number;
  /** A state that nothing is written into yet. */
  readonly open: () => TasteState;
}

/** The share of a viewer's weight on what a candidate is (its body, its make), which is nothing where that is unknown. */
export function shareOn(
  name: string,
  of: (vehicle: VehicleFacts) => string,
  ofCandidate: (asked: AskedVehicle) => string = ({ vehicle }) => of(vehicle),
): TasteFeature {
  return {
    name,
    viewerWidth: 0,
    affinityWidth: 1,
    open: () => {
      const shares = new Map<string, number>();
      return {
        take: ({ vehicle, share }) => addTo(shares, of(vehicle), share),
        affinity: (target, offset, asked) =>
          (target[offset] = (shares.get(ofCandidate(asked)) ?? 0) / asked.weight),
      };
    },
  };
}

/** Adds a share to what a word has. An unknown make is no taste for unknown makes: no word takes nothing. */
export function addTo(shares: Map<string, number>, word: string, share: number): void {
  if (word !== '') shares.set(word, (shares.get(word) ?? 0) + share);
}
