import { Command } from "commander";
import type { CliContext } from "../context.js";
import { CliError, EXIT } from "../exit.js";
import { type ApiOptions, jsonOption, stackOption } from "./options.js";

const MARKS = { ok: "ok  ", warn: "warn", fail: "FAIL" } as const;

/** `troupe doctor`: what could keep the stack from running, each with the command that mends it. */
export function doctorCommand(context: CliContext): Command {
  return new Command("doctor")
    .description("check this machine and the local stack")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (options: ApiOptions) => {
      const { terminal } = context;
      const { colors } = terminal;
      const { diagnose } = await import("../doctor/checks.js");
      const checks = await diagnose(context, options.stack);
      const paint = { ok: colors.green, warn: colors.yellow, fail: colors.red };
      for (const check of checks) {
        if (options.json) terminal.json(check);
        else {
          terminal.out(`${paint[check.state](MARKS[check.state])} ${check.name}: ${check.detail}`);
          if (check.fix !== undefined) terminal.out(`     ${colors.dim("mend:")} ${check.fix}`);
        }
      }
      const failed = checks.filter(({ state }) => state === "fail").length;
      if (failed > 0) throw new CliError(EXIT.failed, `${failed} of ${checks.length} checks failed`);
    });
}
