import { connect } from "@troupe/sdk";
import { greet, greeted } from "./events.js";

const client = connect();
const reply = await client.bus.request(greet, { name: process.argv[2] ?? "Ada" }, { replies: greeted });
console.log(reply);
await client.close();
