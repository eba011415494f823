import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import { connect } from "@troupe/sdk";
import { summarise } from "./events.js";
import { tellMission } from "./story.js";

const path = process.argv[2];
if (path === undefined) {
  console.error("usage: client.js FILE");
  process.exit(2);
}

const text = await readFile(path, "utf8").catch((error: Error) => {
  console.error(`${path} cannot be read: ${error.message}`);
  process.exit(2);
});

const client = connect();
const { id: content } = await client.content.put(text);
const { id } = await client.missions.create(summarise, { title: basename(path), content });
const mission = await client.missions.end(id);
for (const line of await tellMission(client, mission)) console.log(line);
await client.close();
process.exitCode = mission.status === "succeeded" ? 0 : 1;
