import type { AgentRecord } from "@troupe/contracts";
import { Command } from "commander";
import type { CliContext } from "../context.js";
import { type ApiOptions, apiOf, countArgument, jsonOption, stackOption } from "./options.js";

interface ListOptions extends ApiOptions {
  capability?: string;
  limit: number;
}

/** `troupe agents list|show`. */
export function agentsCommand(context: CliContext): Command {
  const { terminal } = context;
  const agents = new Command("agents").description("agents that registered, and where they run");
  agents
    .command("list")
    .description("list them")
    .option("-c, --capability <name>", "only those that have it")
    .option("-n, --limit <n>", "at most so many", countArgument, 200)
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (options: ListOptions) => {
      const api = await apiOf(context, options);
      const found = await api.list<AgentRecord>("/v1/agents", { capability: options.capability }, options.limit);
      if (options.json) {
        for (const agent of found) terminal.json(agent);
        return;
      }
      const rows = found.map((agent) => [
        agent.name,
        agent.version,
        agent.kind,
        agent.live ? terminal.colors.green("live") : terminal.colors.dim("away"),
        String(agent.instances.length),
        agent.capabilities.join(", "),
      ]);
      terminal.table(["NAME", "VERSION", "KIND", "STATE", "INSTANCES", "CAPABILITIES"], rows, "no agents");
    });
  agents
    .command("show <name>")
    .description("show one with its events and instances")
    .addOption(stackOption())
    .addOption(jsonOption())
    .action(async (name: string, options: ApiOptions) => {
      const agent = await (await apiOf(context, options)).call("GET", `/v1/agents/${encodeURIComponent(name)}`);
      if (options.json) terminal.json(agent);
      else terminal.out(JSON.stringify(agent, null, 2));
    });
  return agents;
}
