export { missionsMigrations } from "./app.js";
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
