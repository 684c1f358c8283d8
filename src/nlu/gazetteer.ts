import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Place } from './domain/entities/gazetteer.js';
import { GazetteerFile } from './gazetteer.schema.js';
import { readYaml } from './read-yaml.js';

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
  return readYaml(file, text, GazetteerFile).places;
}
