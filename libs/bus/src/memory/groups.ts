import { type GroupDefinition, type GroupStatus, groupPolicySchema, type Page, TroupeError } from "@troupe/contracts";
import type { EventFilter, GroupRequest } from "../bus.js";
import { consumerName, distinctFilters } from "../domain/subject.js";
import { Group } from "./group.js";
import { Member } from "./member.js";
import type { Tenant } from "./tenant.js";

type Definition = Omit<GroupRequest, "credit" | "member">;

/** The group of that name, made or changed as the request says. Throws GROUP_MISMATCH, CURSOR_INVALID. */
export function defineGroup(tenant: Tenant, request: Definition): Group {
  consumerName(tenant.name, request.group);
  const existing = tenant.groups.get(request.group);
  if (existing === undefined) {
    const group = new Group(tenant, definitionOf(request), tenant.positions(request.from ?? "now"));
    tenant.groups.set(request.group, group);
    return group;
  }
  if (request.update === true) {
    existing.redefine(definitionOf(request, existing.definition), tenant.positions(request.from ?? "now"));
  } else if (!isSame(existing.definition, request)) {
    throw new TroupeError("GROUP_MISMATCH", `group ${request.group} is defined with other topics or types`, {
      hint: "join with update to change the group, or choose another name",
      extensions: { topics: existing.definition.topics, types: existing.definition.types },
    });
  }
  return existing;
}

/** Opens a member's session; one of the same name before it ends, and gives back what it holds. */
export async function joinGroup(tenant: Tenant, request: GroupRequest): Promise<Member> {
  const group = defineGroup(tenant, request);
  const before = request.member === undefined ? undefined : group.memberNamed(request.member);
  await before?.drain(0);
  const member = new Member(group, tenant.context.timers, request);
  group.add(member);
  return member;
}

/** Groups by name. */
export function listGroups(tenant: Tenant, page: { limit: number; cursor?: string }): Page<GroupStatus> {
  const after = page.cursor ?? "";
  const names = [...tenant.groups.keys()].filter((name) => name > after).sort();
  const items = names.slice(0, page.limit).flatMap((name) => tenant.groups.get(name)?.status() ?? []);
  return { items, cursor: names.length > items.length ? (items.at(-1)?.group ?? null) : null };
}

export function removeGroup(tenant: Tenant, name: string): boolean {
  tenant.groups.get(name)?.close();
  return tenant.groups.delete(name);
}

function definitionOf(request: Definition, existing?: GroupDefinition): GroupDefinition {
  return {
    group: request.group,
    topics: [...new Set(request.topics)],
    types: distinctFilters(request.types),
    policy: groupPolicySchema.parse({ ...existing?.policy, ...request.policy }),
  };
}

function isSame(left: EventFilter, right: EventFilter): boolean {
  const key = ({ topics, types }: EventFilter) =>
    JSON.stringify([[...new Set(topics)].sort(), distinctFilters(types).sort()]);
  return key(left) === key(right);
}
