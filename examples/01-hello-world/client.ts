import { connect } from "@troupe/sdk";
import { greet, greeted } from "./events.js";

const name = process.argv[2] ?? "world";

const client = connect();
const { text } = await client.bus.request(greet, { name }, { replies: greeted, timeoutMs: 10_000 });
console.log(text);
await client.close();
