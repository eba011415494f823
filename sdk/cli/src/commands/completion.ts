import { Argument, Command } from "commander";
import type { CliContext } from "../context.js";
import { type CommandShape, completionScript, SHELLS, type Shell } from "../domain/completion.js";

/** `troupe completion bash|zsh|fish`. */
export function completionCommand(context: CliContext): Command {
  const command = new Command("completion")
    .description("print a completion script")
    .addArgument(new Argument("<shell>", "the shell").choices(SHELLS))
    .addHelpText(
      "after",
      "\nbash: source <(troupe completion bash)\nzsh:  source <(troupe completion zsh)\nfish: troupe completion fish | source",
    )
    .action((shell: Shell) => {
      const root = command.parent ?? command;
      context.terminal.out(completionScript(shell, shapeOf(root)).trimEnd());
    });
  return command;
}

function shapeOf(command: Command): CommandShape {
  return {
    name: command.name(),
    options: command.options.flatMap(({ long }) => (long ? [long] : [])),
    commands: command.commands.map(shapeOf),
  };
}
