import { Command, Option } from "commander";
import { createProject, PROJECT_TEMPLATES, ProjectError, runWizard } from "create-troupe";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";

interface InitOptions {
  template?: string;
  install: boolean;
  json?: boolean;
}

/** `troupe init`: a new agent project, as `npm create troupe` makes it. */
export function initCommand(context: CliContext): Command {
  return new Command("init")
    .description("make a new agent project")
    .argument("[folder]", "folder of the project, which must be empty or not there")
    .addOption(new Option("-t, --template <name>", "kind of agent").choices(PROJECT_TEMPLATES))
    .option("--no-install", "leave npm install to you")
    .option("--json", "write JSON, one document a line")
    .action((folder: string | undefined, options: InitOptions) => init(context, folder, options));
}

async function init(context: CliContext, folder: string | undefined, options: InitOptions): Promise<void> {
  const { terminal } = context;
  if (folder === undefined && !terminal.isInteractive) {
    throw new CliError(EXIT.wrongInput, "the project's folder is missing", { hint: "troupe init my-agent" });
  }
  try {
    const answers = await runWizard({ folder, template: options.template, isInteractive: terminal.isInteractive });
    const project = await createProject({
      ...answers,
      cwd: context.cwd,
      install: options.install,
      log: (line) => terminal.note(line),
    });
    if (options.json) terminal.json(project);
    else terminal.out(project.nextSteps.join("\n"));
  } catch (error) {
    if (!(error instanceof ProjectError)) throw error;
    throw new CliError(error.kind === "input" ? EXIT.wrongInput : EXIT.failed, error.message, {
      hint: error.hint,
      cause: error,
    });
  }
}
