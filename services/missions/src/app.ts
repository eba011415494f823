import type { MigrationSet } from "@troupe/store";

/** The tables and functions of the missions service; hand them to `store.migrate` before it is used. */
export const missionsMigrations: MigrationSet = {
  service: "missions",
  folder: new URL("../migrations", import.meta.url),
};
