import { z } from 'zod';

const name = z.string().trim().min(2, 'a place needs at least two characters').max(40);
const place = z
  .union([name, z.strictObject({ name, also: z.array(name).default([]) })])
  .transform((value) => (typeof value === 'string' ? { name: value, also: [] } : value));

/** What a list of places is about; for the reader, all are matched alike. */
export const PLACE_KINDS = ['区域', '台区', '小区', '村组', '道路', '营业厅', '园区', '地标'] as const;

/** intents/gazetteer/*.yaml */
export const GazetteerFile = z.strictObject({ kind: z.enum(PLACE_KINDS), places: z.array(place) });
export type GazetteerFile = z.infer<typeof GazetteerFile>;
