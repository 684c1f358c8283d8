/** From least to most power; each role may do what those before it may. */
export const ROLES = ['agent', 'supervisor', 'manager', 'admin'] as const;
export type Role = (typeof ROLES)[number];

/** Whether `role` has the power of `floor` or more. */
export function isAtLeast(role: Role, floor: Role): boolean {
  return ROLES.indexOf(role) >= ROLES.indexOf(floor);
}

/** The least role that a list of roles lets in; `agent` (anyone signed in) for an empty list. */
export function leastOf(listed: readonly Role[]): Role {
  return ROLES.find((role) => listed.includes(role)) ?? 'agent';
}
