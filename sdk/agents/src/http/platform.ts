import { randomBytes } from "node:crypto";
import { systemClock } from "@troupe/bus";
import { v7 } from "uuid";
import type { Logger, Platform } from "../platform.js";
import { tracedTransport } from "../telemetry/tracing.js";
import { Caller } from "./call.js";
import { HttpContent } from "./http-content.js";
import { httpMemory } from "./http-memory.js";
import { httpMissions } from "./http-missions.js";
import { HttpRegistry } from "./http-registry.js";
import { HttpTransport } from "./http-transport.js";
import { type Locate, Whereabouts } from "./location.js";

/** What an {@link httpPlatform} stands on. */
export interface HttpPlatformOptions {
  readonly locate: Locate;
  readonly logger: Logger;
}

/** The platform behind one URL, with the machine's clock and chance. */
export function httpPlatform({ locate, logger }: HttpPlatformOptions): Platform {
  const whereabouts = new Whereabouts(locate);
  const caller = new Caller(whereabouts);
  const randomHex = (bytes: number): string => randomBytes(bytes).toString("hex");
  const transport = tracedTransport(new HttpTransport(caller, systemClock, Math.random), randomHex);
  return {
    transport,
    registry: new HttpRegistry(caller),
    content: new HttpContent(caller),
    memory: httpMemory(caller),
    ...httpMissions(caller),
    clock: systemClock,
    random: Math.random,
    newId: () => v7(),
    randomHex,
    logger,
    where: () => whereabouts.toString(),
    close: () => transport.close(),
  };
}
