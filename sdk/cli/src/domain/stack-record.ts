import { z } from "zod";

/** Name of a stack; `default` lives in `.troupe` itself. */
export const stackNameSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, { message: "a stack's name is 1 to 32 of a-z, 0-9 and -" })
  .refine((name) => name !== "data" && name !== "logs", { message: "data and logs are folders of the stack itself" });

export const DEFAULT_STACK = "default";

/** A process of the stack. `birth` tells it from a later process with the same pid. */
export const processRecordSchema = z.object({
  pid: z.int().positive(),
  birth: z.string(),
  url: z.string().optional(),
  token: z.string().optional(),
  command: z.string().optional(),
});
export type ProcessRecord = z.infer<typeof processRecordSchema>;

/** `stack.json`: a running stack, as the SDK and the command line find it. */
export const stackRecordSchema = z.object({
  name: stackNameSchema,
  url: z.url(),
  token: z.string(),
  startedAt: z.string(),
  /** `stack` is the supervisor with the services in it, `nats` the nats-server, `agent:<name>` an agent. */
  processes: z.record(z.string(), processRecordSchema),
});
export type StackRecord = z.infer<typeof stackRecordSchema>;

/** Name of the supervising process in `processes`. */
export const SUPERVISOR = "stack";

/** Folder of a stack under the project's `.troupe` folder, as path segments. */
export function stackFolder(name: string): string[] {
  return name === DEFAULT_STACK ? [".troupe"] : [".troupe", name];
}
