import { TroupeError } from "@troupe/contracts";

/** Where the platform is, and the credential for it. */
export interface Location {
  readonly url: string;
  readonly token: string;
  /** It may be elsewhere, or want another token, at the next look: the local stack was started again. */
  readonly mayMove: boolean;
}

/** Looks for the platform; undefined when there is none to be found now. */
export type Locate = () => Location | undefined;

/** The location found last, looked up again after a failure. */
export class Whereabouts {
  readonly #locate: Locate;
  #known: Location | undefined;

  constructor(locate: Locate) {
    this.#locate = locate;
  }

  /** Throws BUS_UNAVAILABLE when there is no platform to be found. */
  get(): Location {
    this.#known ??= this.#locate();
    if (this.#known !== undefined) return this.#known;
    const nowhere = "no TROUPE_URL is set and no .troupe/stack.json is here or above";
    throw new TroupeError("BUS_UNAVAILABLE", `${nowhere} (TROUPE_STACK names one that was started with --name)`, {
      hint: "npx troupe dev",
    });
  }

  /** Looks again at the next call. */
  forget(): void {
    this.#known = undefined;
  }

  toString(): string {
    return this.#known?.url ?? this.#locate()?.url ?? "(no TROUPE_URL, no .troupe/stack.json)";
  }
}
