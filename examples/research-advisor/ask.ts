import { resolve } from "node:path";
import { connect } from "@troupe/sdk";
import { question, researched } from "./events.js";

const [folder, ...words] = process.argv.slice(2);
if (folder === undefined || words.length === 0) {
  console.error("usage: ask.js FOLDER QUESTION");
  process.exit(2);
}

const client = connect();
const asked = { folder: resolve(folder), question: words.join(" ") };
const budget = { actions: 20, tokens: 50_000 };
const { id } = await client.missions.create(question, asked, { budget }).catch((error: Error) => {
  console.error(error.message);
  process.exit(2);
});
const mission = await client.missions.end(id);
if (mission.status === "succeeded") {
  for (const { text, source } of researched.schema.parse(mission.result).statements)
    console.log(`${text}  [${source}]`);
} else {
  console.log(`no answer: ${mission.failure?.message}`);
}
await client.close();
