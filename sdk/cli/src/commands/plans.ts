import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import type { AgentRecord, EventTypeRecord } from "@troupe/contracts";
import type { Plan, PlanFault } from "@troupe/sdk/plans";
import { Command } from "commander";
import type { Api } from "../client/api.js";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { type ApiOptions, apiOf, jsonOption, stackOption } from "./options.js";

interface CheckOptions extends ApiOptions {
  readonly offline?: boolean;
  readonly strict?: boolean;
}

/** As many agents and event types as a check looks at. */
const MOST = 10_000;

/** `troupe plans check`. */
export function plansCommand(context: CliContext): Command {
  const plans = new Command("plans").description("plans that planners follow");
  plans
    .command("check <file>")
    .description("say what is wrong with a plan in YAML: by itself, and by who is there to carry it out")
    .option("--offline", "ask no platform who takes and sends its events")
    .option("--strict", "end with 6 where there are warnings")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (file: string, options: CheckOptions) => check(context, file, options));
  return plans;
}

async function check(context: CliContext, file: string, options: CheckOptions): Promise<void> {
  const { terminal } = context;
  const { readPlan, statesOf } = await import("@troupe/sdk/plans");
  const { plan, faults, located } = readPlan(await textOf(context, file));
  const errors = faults.filter(({ severity }) => severity === "error");
  const isSound = plan !== undefined && errors.length === 0;
  const asked = isSound && !options.offline ? located(await askRegistry(context, plan, options)) : [];
  const warnings = [...faults.filter(({ severity }) => severity === "warning"), ...asked];
  if (options.json) terminal.json({ file, ok: isSound, faults: [...errors, ...warnings] });
  else for (const fault of warnings) terminal.note(`${terminal.colors.yellow("warning")} ${lineOf(file, fault)}`);
  if (!isSound) {
    throw new CliError(EXIT.wrongInput, `${file} is no plan that can be carried out`, {
      details: errors.map((fault) => lineOf(file, fault)),
    });
  }
  const states = [...statesOf(plan.machine)].length;
  const said = `${plan.name} ${plan.version} can be carried out: ${states} states, from ${plan.goal.type}`;
  if (!options.json) terminal.out(said);
  if (options.strict && warnings.length > 0) {
    throw new CliError(EXIT.conflict, `${file} has warnings, as it stands above`, {
      hint: "start the agents it needs",
    });
  }
}

async function askRegistry(context: CliContext, plan: Plan, options: CheckOptions): Promise<PlanFault[]> {
  const { registryFaults } = await import("@troupe/sdk/plans");
  let api: Api;
  try {
    api = await apiOf(context, options);
  } catch (error) {
    if (options.stack !== undefined || !(error instanceof CliError)) throw error;
    context.terminal.note(`who takes and sends its events was not asked: ${error.message}`);
    return [];
  }
  const agents = await api.list<AgentRecord>("/v1/agents", {}, MOST);
  const eventTypes = await api.list<EventTypeRecord>("/v1/event-types", {}, MOST);
  return registryFaults(plan, { agents, eventTypes });
}

async function textOf(context: CliContext, file: string): Promise<string> {
  try {
    return await readFile(resolve(context.cwd, file), "utf8");
  } catch (cause) {
    throw new CliError(EXIT.wrongInput, `${file} cannot be read: ${(cause as Error).message}`, { cause });
  }
}

/** `order.yaml:12:7 /states/paid there is no state …` */
function lineOf(file: string, { line, column, pointer, message }: PlanFault): string {
  const place = line === undefined ? file : `${file}:${line}:${column}`;
  return `${place} ${pointer === "" ? "" : `${pointer} `}${message}`;
}
