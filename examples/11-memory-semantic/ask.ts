import { connect } from "@troupe/sdk";
import { answer } from "./library.js";

const question = process.argv.slice(2).join(" ");
const client = connect();
for (const line of await answer(client.memory, question)) console.log(line);
await client.close();
