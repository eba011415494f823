import { parseArgs } from "node:util";
import pc from "picocolors";
import { PROJECT_TEMPLATES, ProjectError } from "./names.js";
import { createProject } from "./project.js";
import { runWizard } from "./wizard.js";

const USAGE = `npm create troupe [folder] -- [--template ${PROJECT_TEMPLATES.join("|")}] [--no-install]`;

function readArguments() {
  try {
    return parseArgs({
      allowPositionals: true,
      options: {
        template: { type: "string", short: "t" },
        "no-install": { type: "boolean" },
        help: { type: "boolean", short: "h" },
      },
    });
  } catch (cause) {
    throw new ProjectError("input", (cause as Error).message, USAGE, cause);
  }
}

try {
  const { values, positionals } = readArguments();
  if (values.help) {
    console.log(USAGE);
  } else {
    const isInteractive = process.stdin.isTTY === true && process.stdout.isTTY === true && !process.env.CI;
    const answers = await runWizard({ folder: positionals[0], template: values.template, isInteractive });
    const project = await createProject({
      ...answers,
      cwd: process.cwd(),
      install: values["no-install"] !== true,
      log: (line) => console.error(pc.dim(line)),
    });
    console.log(project.nextSteps.join("\n"));
  }
} catch (error) {
  if (!(error instanceof ProjectError)) throw error;
  console.error(`${pc.red("error")} ${error.message}`);
  if (error.hint !== undefined) console.error(`  ${pc.dim("next:")} ${error.hint}`);
  process.exitCode = error.kind === "input" ? 2 : 1;
}
