import { connect, workingChanged } from "@troupe/sdk";
import { ballot, counted, vote } from "./events.js";

const missionId = process.argv[2] ?? "drinks";
const votes = { Ann: "tea", Bob: "coffee", Cid: "tea", Dan: "tea" } as const;

const client = connect();
const watch = client.bus.observe({ types: [workingChanged] });
await watch.ready;
const keys = Object.keys(ballot.shape).length;
const watching = (async () => {
  let forgotten = 0;
  for await (const sight of watch) {
    if (sight.kind !== "event" || sight.event.missionid !== missionId) continue;
    const { key, operation, value } = sight.event.data as { key: string; operation: string; value: unknown };
    console.log(`${operation} ${key}: ${JSON.stringify(value)}`);
    if (operation === "delete" && ++forgotten === keys) return;
  }
})();

for (const [voter, option] of Object.entries(votes)) {
  await client.bus.request(vote, { voter, option }, { replies: counted, missionId });
}
const memory = client.memory.in({ missionId });
const { tea, coffee, voters } = await memory.state(ballot).all();
console.log(`tea ${tea}, coffee ${coffee}, by ${voters.join(", ")}`);
console.log(`${await memory.clear()} keys are forgotten with the mission`);
await watching;
await watch.close();
await client.close();
