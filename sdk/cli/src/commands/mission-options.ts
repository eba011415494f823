import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { budgetSchema } from "@troupe/contracts";
import { InvalidArgumentError } from "commander";
import type { CliContext } from "../context.js";
import { parseMoment } from "../domain/moment.js";
import { CliError, EXIT } from "../exit.js";

/** `tokens=10000,cost=0.5` as a budget. */
export function budgetArgument(given: string): Record<string, number> {
  const entries = given.split(",").map((part) => {
    const [name = "", value = ""] = part.split("=");
    return [name.trim(), value.trim() === "" ? Number.NaN : Number(value)] as const;
  });
  const checked = budgetSchema.safeParse(Object.fromEntries(entries));
  if (checked.success) return Object.fromEntries(entries);
  const names = Object.keys(budgetSchema.shape).join(", ");
  throw new InvalidArgumentError(`Write limits as tokens=10000,cost=0.5; they are ${names}.`);
}

/** Tags add up. */
export const tagArgument = (given: string, before: readonly string[] = []): string[] => [...before, given];

/** A time that is still to come, or one so long from now. */
export function deadlineGiven(context: CliContext, given: string | undefined): string | undefined {
  const moment = momentGiven(context, "--deadline", given, "ahead");
  if (moment === undefined || Date.parse(moment) > context.now()) return moment;
  throw new CliError(EXIT.wrongInput, `--deadline ${given} is over`, { hint: "--deadline 2h" });
}

/** A time, or one so long from now or ago. */
export function momentGiven(
  context: CliContext,
  option: string,
  given: string | undefined,
  direction: "ahead" | "ago",
): string | undefined {
  if (given === undefined) return undefined;
  const moment = parseMoment(given, context.now(), direction);
  if (moment !== undefined) return moment;
  const example = new Date(context.now()).toISOString();
  throw new CliError(EXIT.wrongInput, `${option} ${given} is no time`, {
    hint: `${option} ${example}, or ${option} 2h`,
  });
}

/** JSON of the command line, of a file (`@file`), or of standard input (`-`). */
export async function jsonGiven(context: CliContext, option: string, given: string): Promise<unknown> {
  const text =
    given === "-" ? await context.readInput() : given.startsWith("@") ? await fileText(context, given) : given;
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw new CliError(EXIT.wrongInput, `${option} is not JSON: ${(cause as Error).message}`, {
      hint:
        option === "--edit"
          ? "--edit result.json, a file of JSON"
          : `${option} '{"name":"Ada"}', or ${option} @file.json`,
      cause,
    });
  }
}

function fileText(context: CliContext, given: string): Promise<string> {
  const file = given.slice(1);
  return readFile(resolve(context.cwd, file), "utf8").catch((cause: Error) => {
    throw new CliError(EXIT.wrongInput, `${file} cannot be read: ${cause.message}`, {
      hint: `ls ${file}`,
      cause,
    });
  });
}
