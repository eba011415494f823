import { connect } from "@troupe/sdk";
import { welcome } from "./events.js";

const client = connect();
const { id } = await client.missions.create(welcome, { name: process.argv[2] ?? "Ada" });
const mission = await client.missions.end(id);
console.log(mission.result ?? mission.failure);
await client.close();
