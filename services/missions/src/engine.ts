import { randomUUID } from "node:crypto";
import type { Bus, Clock } from "@troupe/bus";
import type { Logger } from "@troupe/service";
import type { Store } from "@troupe/store";
import { createClockwork } from "./clockwork.js";
import { openDatabase } from "./database.js";
import { DEFAULT_SETTINGS, type MissionSettings } from "./domain/settings.js";
import { createLookback } from "./lookback.js";
import { missionCommands } from "./mission-commands.js";
import type { Missions } from "./missions.js";
import { createProjector } from "./projector.js";
import { missionQueries } from "./queries.js";
import { questionCommands } from "./question-commands.js";
import { createRebuild } from "./rebuild.js";
import { createRelay } from "./relay.js";
import { createRetention } from "./retention.js";
import { taskCommands } from "./task-commands.js";

export interface MissionsDeps {
  readonly store: Store;
  readonly bus: Pick<Bus, "publish" | "join" | "groups" | "history">;
  readonly clock: Clock;
  /** A new UUIDv7. */
  readonly ids: () => string;
  readonly logger: Logger;
  readonly settings?: Partial<MissionSettings>;
}

/** What commands stand on. */
export interface CommandContext {
  readonly database: ReturnType<typeof openDatabase>;
  readonly clock: Clock;
  readonly ids: () => string;
  /** Resolves once the tenant's events are read. */
  know(tenant: string): Promise<void>;
  /** Something was decided: what it sends may leave, and it may fall due at `dueMs`. */
  decided(dueMs?: number): void;
  /** Something was noted for whoever watches: it may leave a little later. */
  noted(dueMs?: number): void;
}

/** The missions service in process. */
export function createMissions(deps: MissionsDeps): Missions {
  const { store, bus, clock, ids, logger } = deps;
  const settings = { ...DEFAULT_SETTINGS, ...deps.settings };
  const { pollMs } = settings;
  const database = openDatabase(store, () => clock.now(), settings);
  const relay = createRelay({ database, bus, clock, logger, owner: randomUUID(), pollMs });
  const wake = (): void => relay.wake();
  const lookBack = createLookback(database, bus, wake);
  const clockwork = createClockwork({ database, clock, logger, pollMs, decided: wake, lookBack });
  const decidedByEvents = (): void => {
    relay.wake();
    clockwork.before(clock.now());
  };
  const projector = createProjector({ database, bus, clock, logger, pollMs, decided: decidedByEvents });
  const retention = createRetention({ database, clock, logger, retentionMs: settings.retentionMs });
  const context: CommandContext = {
    database,
    clock,
    ids,
    know: projector.know,
    decided(dueMs) {
      if (isStarted) relay.wake();
      if (dueMs !== undefined) clockwork.before(dueMs);
    },
    noted(dueMs) {
      if (isStarted) relay.wakeSoon();
      if (dueMs !== undefined) clockwork.before(dueMs);
    },
  };
  let isStarted = false;

  return {
    ...missionCommands(context),
    ...taskCommands(context),
    ...questionCommands(context),
    ...missionQueries(database),
    rebuild: createRebuild({ store, bus, clock, relay }),
    start() {
      isStarted = true;
      relay.start();
      projector.start();
      clockwork.start();
      retention.start();
    },
    async idle() {
      for (;;) {
        const left = await relay.flush();
        const projected = await projector.flush();
        const fired = await clockwork.flush();
        if (left === 0 && fired === 0 && !projected) return;
      }
    },
    async close() {
      await retention.close();
      await clockwork.close();
      await projector.close();
      await relay.close();
    },
  };
}
