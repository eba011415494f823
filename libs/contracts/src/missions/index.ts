export * from "./answers.js";
export * from "./budget.js";
export * from "./history.js";
export * from "./mission.js";
export * from "./question.js";
export * from "./run.js";
export * from "./status.js";
export * from "./task.js";
