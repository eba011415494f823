import { randomUUID } from "node:crypto";
import type { Bus, Clock } from "@troupe/bus";
import type { Conformance } from "@troupe/schemas";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { breakersOf } from "./breakers.js";
import { createClockwork } from "./clockwork.js";
import { type Database, openDatabase, type Sent } from "./database.js";
import { DEFAULT_SETTINGS, type MissionSettings } from "./domain/settings.js";
import { createEnds, type Ends } from "./ends.js";
import { createLookback } from "./lookback.js";
import { missionCommands } from "./mission-commands.js";
import type { Caller, Missions } from "./missions.js";
import { createProjector } from "./projector.js";
import { missionQueries } from "./queries.js";
import { questionCommands } from "./question-commands.js";
import { createRebuild } from "./rebuild.js";
import { createRelay, type When } from "./relay.js";
import { createRetention } from "./retention.js";
import { taskCommands } from "./task-commands.js";

export interface MissionsDeps {
  readonly store: Store;
  readonly bus: Pick<Bus, "publish" | "join" | "groups" | "history" | "observe">;
  readonly clock: Clock;
  /** A new UUIDv7. */
  readonly ids: () => string;
  readonly logger: Logger;
  readonly settings?: Partial<MissionSettings>;
  /** What is asked for or published is held against it; without one everything passes. */
  readonly conformance?: Conformance;
}

/** What commands stand on. */
export interface CommandContext {
  readonly database: Database;
  readonly clock: Clock;
  readonly ids: () => string;
  readonly ends: Ends;
  readonly conforms: Conformance["check"];
  /** Resolves once the tenant's events are read. */
  know(tenant: string): Promise<void>;
  /** `missions.<name>(tenant, now, actor, settings, …args)`: what it sends leaves at once. */
  command<T>(name: string, caller: Caller, ...args: readonly unknown[]): Promise<T>;
  /** As `command`, for what may end what somebody waits for: the answer goes first. */
  settle<T>(name: string, caller: Caller, ...args: readonly unknown[]): Promise<T>;
  /** As `command`, for what tells facts alone: they leave a little later, many together. */
  note<T>(name: string, caller: Caller, ...args: readonly unknown[]): Promise<T>;
  /** Facts that a command was told without: they leave as those of `note` do. */
  told(entries: Sent): void;
  /** Something falls due then. */
  due(dueMs: number): void;
}

/** The missions service in process. */
export function createMissions(deps: MissionsDeps): Missions {
  const { store, bus, clock, ids, logger } = deps;
  const settings = { ...DEFAULT_SETTINGS, ...deps.settings };
  const { pollMs } = settings;
  const database = openDatabase(
    store,
    () => clock.now(),
    settings,
    (dueMs) => clockwork.before(dueMs),
  );
  const relay = createRelay({ database, bus, clock, logger, owner: randomUUID(), pollMs });
  const ends = createEnds({ bus, clock, logger });
  const handOver =
    (when: When) =>
    (entries: Sent): void => {
      if (when !== "soon") ends.told(entries);
      relay.handOver(entries, when);
    };
  const [sent, settled, noted] = [handOver("now"), handOver("next"), handOver("soon")];
  const lookBack = createLookback(database, bus, sent);
  const clockwork = createClockwork({ database, clock, logger, pollMs, sent, lookBack });
  const projector = createProjector({ database, bus, clock, logger, pollMs, sent });
  const retention = createRetention({ database, clock, logger, retentionMs: settings.retentionMs });
  const context: CommandContext = {
    database,
    clock,
    ids,
    ends,
    conforms: deps.conformance?.check ?? (() => undefined),
    know: projector.know,
    command: (name, { tenant, subject }, ...args) =>
      database.decide(name, tenant, [database.now(), subject, database.settings, ...args], sent),
    settle: (name, { tenant, subject }, ...args) =>
      database.decide(name, tenant, [database.now(), subject, database.settings, ...args], settled),
    note: (name, { tenant, subject }, ...args) =>
      database.decide(name, tenant, [database.now(), subject, database.settings, ...args], noted),
    told: noted,
    due: clockwork.before,
  };

  return {
    ...missionCommands(context),
    ...taskCommands(context),
    ...questionCommands(context),
    ...missionQueries(database, ends),
    ...breakersOf(database),
    rebuild: createRebuild({ store, bus, clock, relay, retentionMs: settings.retentionMs }),
    start() {
      relay.start();
      projector.start();
      clockwork.start();
      retention.start();
    },
    async idle() {
      await retention.idle();
      for (;;) {
        const left = await relay.flush();
        const projected = await projector.flush();
        const fired = await clockwork.flush();
        if (left === 0 && fired === 0 && !projected) return;
      }
    },
    drain: () => ends.close(),
    async close() {
      await ends.close();
      await retention.close();
      await clockwork.close();
      await projector.close();
      await relay.close();
    },
  };
}
