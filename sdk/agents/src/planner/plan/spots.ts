import type { Machine, Plan, State } from "./plan.js";
import { PlanFaultError } from "./scope.js";
import { type Ended, isEnded, type Place, type Standing } from "./standing.js";

/** A machine with where it is, and the spot that it is a branch of. */
export interface Spot {
  readonly machine: Machine;
  readonly place: Place;
  readonly put: (place: Place | Ended) => void;
  readonly above?: { readonly spot: Spot; readonly branch: string };
}

/** Finds one's way in a standing. */
export class Spots {
  readonly #plan: Plan;
  readonly #standing: Standing;

  constructor(plan: Plan, standing: Standing) {
    this.#plan = plan;
    this.#standing = standing;
  }

  root(): Spot {
    const put = (place: Place | Ended): void => {
      this.#standing.at = place;
    };
    return { machine: this.#plan.machine, place: this.#standing.at as Place, put };
  }

  /** The spot whose state was entered under that number, while it is held. */
  find(entry: number, spot = this.root()): Spot | undefined {
    if (spot.place.entry === entry) return spot;
    for (const branch of this.branchesOf(spot)) {
      const found = this.find(entry, branch);
      if (found !== undefined) return found;
    }
    return undefined;
  }

  /** Branches that have not ended. */
  branchesOf(spot: Spot): Spot[] {
    return [...this.stateOf(spot).branches].flatMap(([branch, machine]) => {
      const place = spot.place.branches?.[branch];
      if (place === undefined || isEnded(place)) return [];
      return [{ machine, place, put: branchPut(spot.place, branch), above: { spot, branch } }];
    });
  }

  /** Whether a spot is where it was: another branch may have led the plan elsewhere. */
  isStill({ place }: Spot): boolean {
    return !isEnded(this.#standing.at) && this.find(place.entry)?.place === place;
  }

  /** Throws {@link PlanFaultError} when the plan has no such state any more. */
  stateOf({ machine, place }: Spot): State {
    const state = machine.states.get(place.state);
    if (state !== undefined) return state;
    const { name, version } = this.#plan;
    throw new PlanFaultError(`${machine.pointer}/states`, `${name} ${version} has no state ${place.state} any more`);
  }
}

/** Puts a branch where it now is. */
export const branchPut =
  (place: Place, branch: string) =>
  (inner: Place | Ended): void => {
    (place.branches as Record<string, Place | Ended>)[branch] = inner;
  };

/** Numbers of a place's enterings, its branches' included. */
export function* entriesOf(place: Place): Generator<number> {
  yield place.entry;
  for (const branch of Object.values(place.branches ?? {})) if (!isEnded(branch)) yield* entriesOf(branch);
}
