/** Two-part advisory lock numbers of this room (`pg_advisory_xact_lock(int, int)`). */
const ROOM = 24_011;
/** Held by whoever appends to the audit log, until commit. */
export const AUDIT_LOCK = [ROOM, 1] as const;
/** Held by whoever makes the first administrator. */
export const SETUP_LOCK = [ROOM, 2] as const;
