import { SCOPES, type Scope, TOPICS, type Topic, topicSchema } from "@troupe/contracts";
import { InvalidArgumentError, Option } from "commander";
import { type Api, createApi } from "../client/api.js";
import { connectionOf } from "../client/connection.js";
import type { CliContext } from "../context.js";
import { parseDuration } from "../domain/duration.js";
import { suggest } from "../domain/suggest.js";

/** Options of every command that asks the platform. */
export interface ApiOptions {
  readonly stack?: string;
  readonly json?: boolean;
}

export const jsonOption = () => new Option("--json", "write JSON, one document a line");
export const stackOption = () =>
  new Option("-s, --stack <name>", "the local stack to ask, instead of TROUPE_URL or the nearest stack's");

export async function apiOf(context: CliContext, options: ApiOptions): Promise<Api> {
  return createApi(await connectionOf(context, options.stack), context.signal);
}

export function topicArgument(given: string): Topic {
  const parsed = topicSchema.safeParse(given);
  if (parsed.success) return parsed.data;
  throw new InvalidArgumentError(didYouMean(given, TOPICS, "a topic is one of"));
}

export function topicsArgument(given: string): string {
  return given
    .split(",")
    .map((topic) => topicArgument(topic.trim()))
    .join(",");
}

export function scopeArgument(given: string, before: readonly Scope[] = []): Scope[] {
  const known = SCOPES.find((scope) => scope === given);
  if (known !== undefined) return [...before, known];
  throw new InvalidArgumentError(didYouMean(given, SCOPES, "a scope is one of"));
}

export function durationArgument(given: string): number {
  const seconds = parseDuration(given);
  if (seconds === undefined) throw new InvalidArgumentError("Write a duration as 90s, 15m, 12h, 30d or 2w.");
  return seconds;
}

export function portArgument(given: string): number {
  const port = Number(given);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError("A port is a number from 1 to 65535.");
}

export function countArgument(given: string): number {
  const count = Number(given);
  if (Number.isInteger(count) && count > 0) return count;
  throw new InvalidArgumentError("Write a whole number above 0.");
}

function didYouMean(given: string, known: readonly string[], otherwise: string): string {
  const close = suggest(given, known);
  return close.length > 0 ? `Did you mean ${close.join(" or ")}?` : `${otherwise} ${known.join(", ")}.`;
}
