import { TroupeError } from "@troupe/contracts";
import { reasonOf } from "./domain/outcome.js";
import type { Platform } from "./platform.js";

/** Warns that the platform is out of reach and says what starts one; further tries in a row tell those who debug. */
export function tellUnreached(
  platform: Pick<Platform, "logger" | "where">,
  who: string,
  error: unknown,
  attempt: number,
): void {
  const hint = error instanceof TroupeError && error.hint !== undefined ? error.hint : "npx troupe dev";
  platform.logger[attempt === 0 ? "warn" : "debug"](
    { agent: who, error, hint },
    `${who} cannot reach the platform at ${platform.where()}: ${reasonOf(error)}. ` +
      `It goes on trying. To start one here: ${hint}`,
  );
}
