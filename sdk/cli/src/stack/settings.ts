import { type EventsModuleConfig, eventsModuleConfig } from "@troupe/events";
import { type MemoryModuleConfig, memoryModuleConfig } from "@troupe/memory";
import { type MissionsModuleConfig, missionsModuleConfig } from "@troupe/missions";
import { registryModuleConfig } from "@troupe/registry";
import { type ConfigReport, defineConfig, type ServiceModule, sharedSettings } from "@troupe/service";
import { z } from "zod";
import { CliError, EXIT } from "../exit.js";

type Environment = Readonly<Record<string, string | undefined>>;

/** What the stack itself reads, beside what its services do. */
const stackConfig = defineConfig(
  {
    ...sharedSettings,
    DATABASE_URL: z.string().optional().describe("a Postgres that runs already, e.g. postgres://user@host/database"),
    TROUPE_NATS_URL: z.string().optional().describe("a NATS that runs already, e.g. nats://127.0.0.1:4222"),
    TROUPE_NATS_TOKEN: z.string().optional().describe("the token that NATS asks for"),
    TROUPE_NATS_SERVER: z.string().optional().describe("the nats-server binary to start"),
  },
  { secrets: ["TROUPE_NATS_TOKEN"] },
);

const PARTS = {
  stack: stackConfig,
  events: eventsModuleConfig,
  registry: registryModuleConfig,
  missions: missionsModuleConfig,
  memory: memoryModuleConfig,
};

/** Settings of the stack and of the services in it, from one environment. */
export interface StackSettings {
  readonly stack: ReturnType<typeof stackConfig.parse>;
  readonly events: EventsModuleConfig;
  readonly registry: ReturnType<typeof registryModuleConfig.parse>;
  readonly missions: MissionsModuleConfig;
  readonly memory: MemoryModuleConfig;
  /** For `/config/validate`. */
  readonly reports: Readonly<Record<keyof typeof PARTS, ConfigReport>>;
}

/** Reads the settings. Throws CliError that names every fault of every part. */
export function readSettings(env: Environment): StackSettings {
  const { stack, events, registry, missions, memory } = PARTS;
  const reports = {
    stack: stack.report(env),
    events: events.report(env),
    registry: registry.report(env),
    missions: missions.report(env),
    memory: memory.report(env),
  };
  const faults = Object.values(reports)
    .flatMap(({ entries }) => entries)
    .filter(({ state }) => state === "wrong")
    .map(({ variable, value, message }) => `${variable} is ${JSON.stringify(value)}: ${message}`);
  if (faults.length > 0) {
    const names = faults.length === 1 ? "a setting is wrong" : `${faults.length} settings are wrong`;
    throw new CliError(EXIT.wrongInput, `${names} in the environment`, {
      details: faults,
      hint: `unset ${faults.map((fault) => fault.split(" ", 1)[0]).join(" ")}`,
    });
  }
  return {
    stack: stack.parse(env),
    events: events.parse(env),
    registry: registry.parse(env),
    missions: missions.parse(env),
    memory: memory.parse(env),
    reports,
  };
}

/** The stack among its services, for what it says of its own settings. */
export function stackModule(configReport: ConfigReport): ServiceModule {
  return { name: "stack", routes: async () => undefined, checks: {}, configReport };
}
