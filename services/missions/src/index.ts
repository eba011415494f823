export type {
  Caller,
  MissionCommands,
  MissionQueries,
  Missions,
  QuestionCommands,
  TaskCommands,
} from "./missions.js";
