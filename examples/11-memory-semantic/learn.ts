import { connect } from "@troupe/sdk";
import { learn } from "./library.js";

const folder = process.argv[2] ?? ".";
const client = connect();
const count = await learn(client.memory, folder, (line) => console.log(line));
console.log(`${count} documents are known`);
await client.close();
