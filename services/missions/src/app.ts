import type { Bus } from "@troupe/bus";
import { type ConfigReport, documentedOnly, type ServiceModule } from "@troupe/service";
import type { MigrationSet } from "@troupe/store";
import { createMissions, type MissionsDeps } from "./engine.js";
import { createLive } from "./live.js";
import { breakerRoutes } from "./routes/breakers.js";
import { missionRoutes } from "./routes/missions.js";
import { questionRoutes } from "./routes/questions.js";
import { runRoutes } from "./routes/runs.js";
import { streamRoutes } from "./routes/stream.js";
import { taskRoutes } from "./routes/tasks.js";

/** The tables and functions of the missions service; hand them to `store.migrate` before it is used. */
export const missionsMigrations: MigrationSet = {
  service: "missions",
  folder: new URL("../migrations", import.meta.url),
};

export interface MissionsModuleDeps extends MissionsDeps {
  readonly bus: MissionsDeps["bus"] & Pick<Bus, "status">;
  readonly configReport?: ConfigReport;
}

/** The missions service as a module. Relay, projector and clockwork begin when the server listens. */
export function missionsModule(deps: MissionsModuleDeps): ServiceModule {
  const { store, bus } = deps;
  const missions = createMissions(deps);
  const live = createLive(bus);
  return {
    name: "missions",
    checks: {
      store: async () => {
        await store.check();
      },
      bus: async () => {
        if (!bus.status().connected) throw new Error("not connected: what missions tell waits");
      },
    },
    ...(deps.configReport === undefined ? {} : { configReport: deps.configReport }),
    async routes(app) {
      // Commands check what they are given, whoever calls them, and rows are answered as they were made.
      app.setValidatorCompiler(documentedOnly);
      app.setSerializerCompiler(() => JSON.stringify);
      await app.register(missionRoutes(missions));
      await app.register(taskRoutes(missions));
      await app.register(runRoutes(missions));
      await app.register(questionRoutes(missions));
      await app.register(breakerRoutes(missions));
      await app.register(streamRoutes(live));
      app.addHook("onListen", async () => missions.start());
    },
    drain: async () => {
      await Promise.all([live.close(), missions.drain()]);
    },
    async close() {
      await live.close();
      await missions.close();
    },
  };
}
