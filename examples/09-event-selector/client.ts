import { connect } from "@troupe/sdk";
import { billing, letter, other, repair } from "./events.js";

const letters = [
  { from: "Ada", text: "My invoice counts the lamp twice." },
  { from: "Ben", text: "There is smoke coming out of the toaster!" },
  { from: "Cleo", text: "The chair is broken." },
  { from: "Dan", text: "What a nice shop you have." },
];

const client = connect();
const sorted = client.bus.observe({ types: [billing, repair, other] });
await sorted.ready;
for (const data of letters) await client.bus.publish(letter, data);
let left = letters.length;
for await (const sight of sorted) {
  if (sight.kind !== "event") continue;
  const { from, urgent } = sight.event.data as { from: string; urgent?: boolean };
  console.log(`${from}: ${sight.event.type}${urgent === true ? ", urgent" : ""}`);
  if (--left === 0) break;
}
await client.close();
