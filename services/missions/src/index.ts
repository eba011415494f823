export { type MissionsModuleDeps, missionsMigrations, missionsModule } from "./app.js";
export { type MissionsModuleConfig, missionSettings, missionsModuleConfig } from "./config.js";
export { DEFAULT_SETTINGS, type MissionSettings } from "./domain/settings.js";
export { createMissions, type MissionsDeps } from "./engine.js";
export type {
  Caller,
  MissionCommands,
  MissionQueries,
  Missions,
  QuestionCommands,
  TaskCommands,
} from "./missions.js";
