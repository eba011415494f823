import { defineEvent } from "@troupe/sdk";
import { z } from "zod";

/** How this tool is called. */
export const convert = defineEvent({
  type: "temperature.convert.requested",
  topic: "action-requests",
  description: "Convert a temperature from Celsius to Fahrenheit",
  schema: z.object({ celsius: z.number() }),
});

/** What it gives back. */
export const converted = defineEvent({
  type: "temperature.convert.completed",
  topic: "action-results",
  description: "The temperature in Fahrenheit",
  schema: z.object({ fahrenheit: z.number() }),
});
