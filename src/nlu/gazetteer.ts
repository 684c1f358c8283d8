import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Place } from './domain/entities/gazetteer.js';
import { GazetteerFile } from './gazetteer.schema.js';

/**
 * Reads the operator's places from `gazetteer/` under the given folder. Files whose name begins with `_` are examples
 * and are left out; where the folder is missing there are no places.
 * @throws Error naming the file and the key, all faults of one file at once
 */
export async function loadGazetteer(dir: string): Promise<Place[]> {
  const folder = join(dir, 'gazetteer');
  const names = await readdir(folder).catch(() => []);
  const files = names.filter((name) => name.endsWith('.yaml') && !name.startsWith('_')).sort();
  const lists = await Promise.all(
    files.map(async (name) => readPlaces(`gazetteer/${name}`, await readFile(join(folder, name), 'utf8'))),
  );
  return lists.flat();
}

/** One file's places; see `loadGazetteer` for the errors. */
export function readPlaces(file: string, text: string): Place[] {
  const result = GazetteerFile.safeParse(parseYaml(file, text));
  if (result.success) return result.data.places;
  const faults = result.error.issues.map(
    (issue) => `${file}: ${issue.path.join('.') || '(file)'}: ${issue.message}`,
  );
  throw new Error(faults.join('\n'));
}

function parseYaml(file: string, text: string): unknown {
  try {
    return parse(text);
  } catch (error) {
    throw new Error(`${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
