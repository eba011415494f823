import { TroupeError } from "@troupe/contracts";
import { httpMissions } from "../http/http-missions.js";
import type { MissionsPlatform } from "./missions-client.js";

/** A platform that runs no missions: every call is refused with NOT_FOUND, saying what to do about it. */
export function absentMissions(why: string, hint: string): MissionsPlatform {
  const refuse = async (): Promise<never> => {
    throw new TroupeError("NOT_FOUND", why, { hint });
  };
  return httpMissions({ json: refuse, found: refuse, send: refuse });
}
