import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

const unit = z.enum(["metre", "foot", "kilometre", "mile"]);

export const convert = defineEvent({
  type: "length.conversion.requested",
  topic: "action-requests",
  description: "Convert a length from one unit to another",
  purpose: "Use it whenever a length is wanted in another unit",
  schema: z.object({ value: z.number(), from: unit, to: unit }),
});

export const converted = defineEvent({
  type: "length.conversion.completed",
  topic: "action-results",
  description: "The converted length",
  schema: z.object({ value: z.number(), unit }),
});
