/** Paths of what the missions service keeps, by id. */
export const missionPath = (id: string, more = ""): string => `/v1/missions/${encodeURIComponent(id)}${more}`;
export const taskPath = (id: string, more = ""): string => `/v1/tasks/${encodeURIComponent(id)}${more}`;
export const questionPath = (id: string, more = ""): string => `/v1/questions/${encodeURIComponent(id)}${more}`;
