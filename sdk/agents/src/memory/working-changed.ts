import { WORKING_CHANGED, workingChangeSchema } from "@troupe/contracts";
import { defineEvent } from "../events/definition.js";

/** Tells of each change of a mission's working memory, in the order of the key's revisions: react to it to watch one. */
export const workingChanged = defineEvent({
  ...WORKING_CHANGED,
  description: "A mission's working memory has changed",
  schema: workingChangeSchema,
});
