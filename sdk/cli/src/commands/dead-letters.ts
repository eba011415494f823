import type { DeadLetter, PublishReceipt } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

interface ListOptions extends ApiOptions {
  group?: string;
  limit: number;
}

const pathOf = (id: string) => `/v1/dead-letters/${encodeURIComponent(id)}`;

/** `troupe dead-letters list|show|replay|discard`. */
export function deadLettersCommand(context: CliContext): Command {
  const { terminal } = context;
  const letters = new Command("dead-letters").description("events that a group could not handle");
  letters
    .command("list")
    .description("list them, oldest first")
    .option("-g, --group <group>", "only this group's")
    .option("-n, --limit <n>", "at most so many", countArgument, 50)
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const api = await apiOf(context, options);
      const found = await api.list<DeadLetter>("/v1/dead-letters", { group: options.group }, options.limit);
      if (options.json) {
        for (const letter of found) terminal.json(letter);
        return;
      }
      const rows = found.map((letter) => [
        letter.id,
        letter.group,
        letter.event.type,
        letter.diedAt,
        String(letter.attempts.length),
        letter.attempts.at(-1)?.reason.split("\n")[0] ?? "",
      ]);
      terminal.table(["ID", "GROUP", "TYPE", "DIED", "ATTEMPTS", "LAST REASON"], rows, "no dead letters");
    });
  letters
    .command("show <id>")
    .description("show one with its attempts")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (id: string, options: ApiOptions) => {
      const letter = await (await apiOf(context, options)).call<DeadLetter>("GET", pathOf(id));
      if (options.json) terminal.json(letter);
      else terminal.out(JSON.stringify(letter, null, 2));
    });
  letters
    .command("replay <id...>")
    .description("give them to their groups again")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (ids: string[], options: ApiOptions) => {
      const api = await apiOf(context, options);
      for (const id of ids) {
        const receipt = await api.call<PublishReceipt>("POST", `${pathOf(id)}/replay`);
        if (options.json) terminal.json(receipt);
        else terminal.out(`${id} replayed as ${receipt.id}`);
      }
    });
  letters
    .command("discard <id...>")
    .description("remove them for good")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (ids: string[], options: ApiOptions) => {
      const api = await apiOf(context, options);
      for (const id of ids) {
        await api.call("DELETE", pathOf(id));
        if (options.json) terminal.json({ id, discarded: true });
        else terminal.out(`${id} discarded`);
      }
    });
  return letters;
}
