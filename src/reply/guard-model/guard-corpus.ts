import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { DataFileError, INTENTS_DIR } from '../load-yaml.js';
import { type Marked, parseMarked } from './marked-line.js';

/** One reply of the corpus. */
export interface CorpusReply extends Marked {
  /** Its file's class; null for a fine reply. */
  readonly class: string | null;
  /** `ordinary`: everyday good reply; `lookalike`: good, and close to a violation. */
  readonly kind: 'violating' | 'ordinary' | 'lookalike';
}

export interface GuardCorpus {
  readonly replies: readonly CorpusReply[];
  /** SHA-256 over all files. */
  readonly hash: string;
}

const ORDINARY = /^ordinary/i;

/**
 * Reads `intents/guard`: `violating/<CLASS>.txt` and `fine/<NAME>.txt`, one reply a line, `#` begins a comment line.
 * @throws DataFileError naming file and line
 */
export function loadGuardCorpus(intentsDir: string = INTENTS_DIR): GuardCorpus {
  const hash = createHash('sha256');
  const replies: CorpusReply[] = [];
  for (const folder of ['violating', 'fine'] as const) {
    const dir = join(intentsDir, 'guard', folder);
    const files = readdirSync(dir).filter((name) => name.endsWith('.txt'));
    for (const name of files.sort()) {
      const content = readFileSync(join(dir, name), 'utf8');
      hash.update(`\0${folder}/${name}\0`).update(content);
      replies.push(...readLines(folder, name, content));
    }
  }
  return { replies, hash: hash.digest('hex') };
}

function readLines(folder: 'violating' | 'fine', name: string, content: string): CorpusReply[] {
  const own = folder === 'violating' ? basename(name, '.txt') : null;
  const kind = own !== null ? 'violating' : ORDINARY.test(name) ? 'ordinary' : 'lookalike';
  const replies: CorpusReply[] = [];
  content.split('\n').forEach((raw, index) => {
    const line = raw.trim();
    if (line === '' || line.startsWith('#')) return;
    const fail = (reason: string): never => {
      throw new DataFileError(`guard/${folder}/${name}`, `line ${index + 1}`, reason);
    };
    const marked = parseMarked(line, own) ?? fail('the marks ⟦…⟧ do not pair up');
    if (own !== null && marked.marks.length === 0) fail('a violating reply needs a marked clause ⟦…⟧');
    if (own === null && marked.marks.length > 0) fail('a fine reply has no marks');
    replies.push({ ...marked, class: own, kind });
  });
  return replies;
}
