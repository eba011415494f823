import type { GroupStatus } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

/** `troupe groups list`. */
export function groupsCommand(context: CliContext): Command {
  const { terminal } = context;
  const groups = new Command("groups").description("groups that share events, and how far behind they are");
  groups
    .command("list")
    .description("list them")
    .option("-n, --limit <n>", "at most so many", countArgument, 200)
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (options: ApiOptions & { limit: number }) => {
      const found = await (await apiOf(context, options)).list<GroupStatus>("/v1/groups", {}, options.limit);
      if (options.json) {
        for (const group of found) terminal.json(group);
        return;
      }
      const rows = found.map((group) => [
        group.group,
        String(group.members),
        String(group.lag),
        String(group.pending),
        group.topics.join(","),
        group.types.join(","),
      ]);
      terminal.table(["GROUP", "MEMBERS", "LAG", "PENDING", "TOPICS", "TYPES"], rows, "no groups");
    });
  return groups;
}
