import type { EventFilter, Start } from "@troupe/bus";
import {
  type Fault,
  type GroupPolicy,
  groupPolicySchema,
  TOPICS,
  TroupeError,
  topicSchema,
  typeFilterSchema,
} from "@troupe/contracts";
import { z } from "zod";

const TIME = z.core.regexes.datetime({ precision: null, offset: true, local: false });

/** Words of a comma-separated parameter. */
const words = (text: string | undefined) =>
  (text ?? "")
    .split(",")
    .map((word) => word.trim())
    .filter((word) => word !== "");

/** The filter that `topics` and `types` say; every topic and every type when they say none. */
export function readFilter(query: { topics?: string | undefined; types?: string | undefined }): EventFilter {
  const topics = z.array(topicSchema).safeParse([...new Set(words(query.topics))]);
  const types = z.array(typeFilterSchema).safeParse([...new Set(words(query.types))]);
  const faults: Fault[] = [
    ...(topics.error?.issues ?? []).map(({ message }) => ({ pointer: "/query/topics", message })),
    ...(types.error?.issues ?? []).map(({ message }) => ({ pointer: "/query/types", message })),
  ];
  if (!topics.success || !types.success) throw queryFault(faults);
  return { topics: topics.data.length === 0 ? TOPICS : topics.data, types: types.data };
}

/** Where to start: `beginning`, `now`, an RFC 3339 time, else a cursor. */
export function readStart(from: string | undefined): Start | undefined {
  if (from === undefined || from === "") return undefined;
  if (from === "beginning" || from === "now") return from;
  return TIME.test(from) ? { time: from } : { cursor: from };
}

const { maxAttempts, backoffMs, leaseMs } = groupPolicySchema.shape;
/** Parts of a group's policy, with no defaults: what is not named stays as the group has it. */
export const policyPatchSchema = z.strictObject({
  maxAttempts: maxAttempts.removeDefault().optional(),
  backoffMs: backoffMs.removeDefault().optional(),
  leaseMs: leaseMs.removeDefault().optional(),
});

/** The parts of a group's policy that a subscription names. */
export function readPolicy(query: {
  leaseMs?: number | undefined;
  maxAttempts?: number | undefined;
  backoffMs?: string | undefined;
}): Partial<GroupPolicy> {
  const named = {
    ...(query.leaseMs === undefined ? {} : { leaseMs: query.leaseMs }),
    ...(query.maxAttempts === undefined ? {} : { maxAttempts: query.maxAttempts }),
    ...(query.backoffMs === undefined ? {} : { backoffMs: words(query.backoffMs).map(Number) }),
  };
  const checked = policyPatchSchema.safeParse(named);
  if (!checked.success) {
    throw queryFault(
      checked.error.issues.map(({ path, message }) => ({ pointer: `/query/${path.map(String).join("/")}`, message })),
    );
  }
  return named;
}

function queryFault(errors: readonly Fault[]): TroupeError {
  return new TroupeError("VALIDATION_FAILED", `${errors[0]?.pointer}: ${errors[0]?.message}`, { errors });
}
