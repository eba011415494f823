import { Command, CommanderError } from "commander";
import { agentsCommand } from "./commands/agents.js";
import { completionCommand } from "./commands/completion.js";
import { deadLettersCommand } from "./commands/dead-letters.js";
import { devCommand } from "./commands/dev.js";
import { doctorCommand } from "./commands/doctor.js";
import { eventTypesCommand } from "./commands/event-types.js";
import { eventsCommand } from "./commands/events.js";
import { groupsCommand } from "./commands/groups.js";
import { initCommand } from "./commands/init.js";
import { logsCommand } from "./commands/logs.js";
import { memoryCommand } from "./commands/memory.js";
import { missionsCommand } from "./commands/missions.js";
import { plansCommand } from "./commands/plans.js";
import { psCommand } from "./commands/ps.js";
import { questionsCommand } from "./commands/questions.js";
import { setupCommand } from "./commands/setup.js";
import { stopCommand } from "./commands/stop.js";
import { tasksCommand } from "./commands/tasks.js";
import { tokenCommand } from "./commands/token.js";
import { translateCommand } from "./commands/translate.js";
import type { CliContext } from "./context.js";
import { CliError, EXIT } from "./exit.js";

const COMMANDS = [
  initCommand,
  devCommand,
  psCommand,
  logsCommand,
  stopCommand,
  doctorCommand,
  setupCommand,
  eventsCommand,
  deadLettersCommand,
  agentsCommand,
  eventTypesCommand,
  groupsCommand,
  memoryCommand,
  missionsCommand,
  tasksCommand,
  questionsCommand,
  plansCommand,
  translateCommand,
  tokenCommand,
  completionCommand,
];

/** Runs one command line and gives its exit code; says failures, with their next step, on the terminal. */
export async function runProgram(context: CliContext, args: readonly string[]): Promise<number> {
  const wantsJson = args.includes("--json");
  const program = buildProgram(context, wantsJson);
  let running = program;
  program.hook("preAction", (_program, command) => {
    running = command;
  });
  try {
    await program.parseAsync([...args], { from: "user" });
    return EXIT.done;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongInput;
    return sayFailure(context, withNextStep(asFailure(error), running), wantsJson);
  }
}

/** The whole command line, not yet run. */
export function buildProgram(context: CliContext, wantsJson: boolean): Command {
  const program = new Command("troupe")
    .description("Build AI agents that work together by events")
    .version(context.version, "-V, --version");
  for (const make of COMMANDS) program.addCommand(make(context));
  settle(program, context, wantsJson);
  return program;
}

/** Gives every command, however deep, the same output and the same way to fail. */
function settle(command: Command, context: CliContext, wantsJson: boolean, path = command.name()): void {
  command.exitOverride().configureOutput({
    writeOut: (text) => context.terminal.out(text.trimEnd()),
    writeErr: (text) => context.terminal.note(text.trimEnd()),
    outputError: (text) => {
      const message = text.trim().replace(/^error: /, "");
      sayFailure(context, new CliError(EXIT.wrongInput, message, { hint: `${path} --help` }), wantsJson);
    },
    getOutHasColors: () => context.terminal.colors.isColorSupported,
    getErrHasColors: () => context.terminal.colors.isColorSupported,
  });
  for (const child of command.commands) settle(child, context, wantsJson, `${path} ${child.name()}`);
}

function asFailure(error: unknown): CliError {
  if (error instanceof CliError) return error;
  const { message, hint } = error as { message?: string; hint?: string };
  return new CliError(EXIT.failed, message ?? String(error), { hint, cause: error });
}

/** Wrong input that names no next step of its own is what the command's help is for. */
function withNextStep(failure: CliError, command: Command): CliError {
  if (failure.hint !== undefined || failure.exitCode !== EXIT.wrongInput) return failure;
  const names: string[] = [];
  for (let at: Command | null = command; at !== null; at = at.parent) names.unshift(at.name());
  const { exitCode, message, details, cause } = failure;
  return new CliError(exitCode, message, { hint: `${names.join(" ")} --help`, details, cause });
}

function sayFailure(context: CliContext, failure: CliError, wantsJson: boolean): number {
  const { colors, note } = context.terminal;
  const { exitCode, message, hint, details } = failure;
  if (wantsJson) {
    note(JSON.stringify({ error: { exitCode, message, ...(hint === undefined ? {} : { hint }), details } }));
    return exitCode;
  }
  note(`${colors.red("error")} ${message}`);
  for (const detail of details) note(`  ${detail}`);
  if (hint !== undefined) note(`  ${colors.dim("next:")} ${hint}`);
  if (context.env.TROUPE_DEBUG && failure.cause instanceof Error) note(failure.cause.stack ?? "");
  return exitCode;
}
