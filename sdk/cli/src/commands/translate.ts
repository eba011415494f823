import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { loadTranslation, NOT_INSTALLED, type Translation } from "../translation.js";
import { countArgument, jsonOption } from "./options.js";

interface TranslateOptions {
  readonly out?: string;
  readonly json?: boolean;
  readonly release?: boolean;
  readonly package?: boolean;
  readonly repair?: boolean;
  readonly mutants?: number;
}

/** `troupe translate`: Python in, WASI modules that were run beside it out. */
export function translateCommand(context: CliContext): Command {
  return new Command("translate")
    .description("translate Python programs to WebAssembly, and run both on real inputs")
    .argument("<paths...>", "Python files, folders, archives (.zip, .tar.gz)")
    .option("--out <folder>", "keep the Rust, the modules and the report there")
    .option("--package", "keep a package of each equal module as well; wants --out")
    .option("--release", "optimised modules")
    .option("--repair", "a language model may propose a body where the Rust is wrong; wants OPENAI_API_KEY")
    .option(
      "--mutants <count>",
      "put so many faults into each equal program, and say how many its inputs tell",
      countArgument,
    )
    .addOption(jsonOption())
    .action(async (paths: string[], options: TranslateOptions) => {
      const translation = await loadTranslation();
      if (translation === undefined) {
        throw new CliError(EXIT.notAvailable, "translation is not installed", { hint: NOT_INSTALLED });
      }
      await translate(context, translation, paths, options);
    });
}

async function translate(
  context: CliContext,
  { equivalence, translate: { translateProgram } }: Translation,
  paths: string[],
  options: TranslateOptions,
): Promise<void> {
  const { env, cwd, terminal, screen } = context;
  const { CommandFault, findPython, findToolchain, progressOn, proposerFrom, runCommand, ToolchainMissing } =
    equivalence;
  const { out, json = false, release = false, package: wantsPackage = false, repair = false, mutants = 0 } = options;
  if (wantsPackage && out === undefined) throw new CliError(EXIT.wrongInput, "--package wants --out");
  const python = await findPython(env);
  if (python === undefined)
    throw new CliError(EXIT.setupMissing, "no Python 3.11 was found", { hint: "troupe doctor" });
  try {
    const toolchain = await findToolchain(env);
    const command = { paths, out, json, release, package: wantsPackage, repair, mutants, help: false };
    const status = await runCommand(command, {
      cwd,
      translator: translateProgram,
      toolchain,
      python,
      proposer: proposerFrom(env),
      say: terminal.out,
      progress: progressOn({ ...screen, color: terminal.colors.isColorSupported }),
    });
    if (status !== 0)
      throw new CliError(EXIT.failed, "not every program is equal", { hint: "troupe translate --help" });
  } catch (error) {
    if (error instanceof CommandFault) throw new CliError(EXIT.wrongInput, error.message, { cause: error });
    if (!(error instanceof ToolchainMissing)) throw error;
    throw new CliError(EXIT.setupMissing, error.message, { hint: "troupe doctor", cause: error });
  }
}
