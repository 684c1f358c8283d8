/** The `Date` header is exact to a second, so smaller differences mean nothing. */
const TOLERATED_MS = 2_000;

let offset = 0;

/** Waiting times are counted by the server's clock: agents' computers are often minutes off. */
export function learnServerTime(header: string | null): void {
  const server = header ? Date.parse(header) : Number.NaN;
  if (Number.isNaN(server)) return;
  const difference = server - Date.now();
  offset = Math.abs(difference) > TOLERATED_MS ? difference : 0;
}

export const serverNow = (): number => Date.now() + offset;
