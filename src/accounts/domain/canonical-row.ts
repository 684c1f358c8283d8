type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** One line of the audit log before it is chained. */
export interface AuditRow {
  readonly at: Date;
  readonly actor: string;
  readonly action: string;
  readonly object: string;
  readonly details: Readonly<Record<string, unknown>>;
}

/**
 * The one spelling of a row that is hashed. It must come out the same before the row is stored and
 * after it is read back, although jsonb reorders keys and drops what JSON cannot hold.
 */
export function canonicalRow(row: AuditRow): string {
  return canonicalJson([
    row.at.toISOString(),
    storableText(row.actor),
    storableText(row.action),
    storableText(row.object),
    storable(row.details),
  ]);
}

/** JSON with sorted keys and no white space. */
function canonicalJson(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const pairs = Object.entries(value).sort(([left], [right]) => (left < right ? -1 : 1));
  return `{${pairs.map(([key, inner]) => `${JSON.stringify(key)}:${canonicalJson(inner)}`).join(',')}}`;
}

/** What jsonb can hold of `value`: no undefined, no NaN, no NUL, no half of a surrogate pair. */
export function storable(value: unknown): Json {
  if (typeof value === 'string') return storableText(value);
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : null;
  if (typeof value === 'boolean') return value;
  if (typeof value === 'bigint') return value.toString();
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? null : value.toISOString();
  if (Array.isArray(value)) return value.map(storable);
  if (typeof value !== 'object' || value === null) return null;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, inner]) => inner !== undefined)
      .map(([key, inner]) => [storableText(key), storable(inner)]),
  );
}

/** What a `text` column can hold of `text`. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}
