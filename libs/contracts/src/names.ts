import { z } from "zod";

/** Longest event type, in characters. */
export const MAX_TYPE_LENGTH = 128;

const token = "[a-z0-9_-]+";

/** Event type: two to eight dot-separated tokens of `[a-z0-9_-]`, at most 128 characters. */
export const eventTypeSchema = z
  .string()
  .max(MAX_TYPE_LENGTH)
  .regex(new RegExp(`^${token}(?:\\.${token}){1,7}$`), {
    message: "a type is two to eight dot-separated tokens of a-z, 0-9, _ and -",
  });
export type EventType = z.infer<typeof eventTypeSchema>;

/** Type filter: an event type in which `*` stands for one token and a last `>` for the rest. */
export const typeFilterSchema = z
  .string()
  .max(MAX_TYPE_LENGTH)
  .regex(new RegExp(`^(?:>|(?:${token}|\\*)(?:\\.(?:${token}|\\*)){0,7}(?:\\.>)?)$`), {
    message: "a type filter is an event type in which * stands for one token and a last > for the rest",
  });
export type TypeFilter = z.infer<typeof typeFilterSchema>;

/** Tenant: 1 to 63 of `a-z 0-9 -`, starting with a letter or digit. It is a token of every subject. */
export const tenantSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, {
  message: "a tenant is 1 to 63 of a-z, 0-9 and -, starting with a letter or digit",
});

const GROUP = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const GROUP_WORDS = "1 to 64 letters, digits, dots, - and _, starting with a letter or digit";

/** Group: 1 to 64 of `A-Z a-z 0-9 . _ -`, starting with a letter or digit. */
export const groupSchema = z.string().regex(GROUP, { message: `a group is ${GROUP_WORDS}` });

/** Agent name: same grammar as a group, since an agent's name is its default group. */
export const agentNameSchema = z.string().regex(GROUP, { message: `an agent's name is ${GROUP_WORDS}` });

/** Id of an event: 1 to 128 printable ASCII characters without space or `/`. A UUIDv7 unless the producer gives one. */
export const eventIdSchema = z.string().regex(/^[!-.0-~]{1,128}$/, {
  message: "an id is 1 to 128 printable ASCII characters without spaces and slashes",
});

/** Id of what is read by it in a path, where the words of `routes` and the parts of paths would not lead to it. */
export const readableIdSchema = (...routes: string[]) =>
  eventIdSchema.refine((id) => ![...routes, ".", ".."].includes(id), {
    message: "is a word of the routes: nothing could be read by it",
  });

/** Lower-case hexadecimal SHA-256 of a body. */
export const contentIdSchema = z.string().regex(/^[0-9a-f]{64}$/, {
  message: "a content id is the SHA-256 of the body in 64 lower-case hexadecimal digits",
});

/** Whether `type` is selected by `filter` (NATS rules: `*` one token, a last `>` one or more). */
export function matchesType(filter: TypeFilter, type: EventType): boolean {
  const wanted = filter.split(".");
  const tokens = type.split(".");
  for (const [at, want] of wanted.entries()) {
    if (want === ">") return tokens.length > at;
    if (at >= tokens.length || (want !== "*" && want !== tokens[at])) return false;
  }
  return wanted.length === tokens.length;
}
