/** Where the platform is, and the credential for it. */
export interface Location {
  readonly url: string;
  readonly token: string;
  /** It may be elsewhere, or want another token, at the next look: the local stack was started again. */
  readonly mayMove: boolean;
}

/** Looks for the platform. Throws BUS_UNAVAILABLE when there is none to be found now. */
export type Locate = () => Location;

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
    return this.#known;
  }

  /** Looks again at the next call. */
  forget(): void {
    this.#known = undefined;
  }

  toString(): string {
    try {
      return this.get().url;
    } catch {
      return "a place yet to be found";
    }
  }
}
