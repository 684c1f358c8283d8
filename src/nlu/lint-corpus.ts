import { type Corpus, DEFAULT_CORPUS_DIR, loadCorpus } from './corpus.js';
import { type LintFinding, type LintLine, lint } from './domain/lint.js';

/** Lints the corpus of a folder. @throws Error naming the file and the key that cannot be read */
export async function lintShippedCorpus(
  dir: string = DEFAULT_CORPUS_DIR,
): Promise<{ lines: number; findings: LintFinding[] }> {
  const lines = lintLines(await loadCorpus(dir));
  return { lines: lines.length, findings: lint(lines) };
}

/** Every line as it stands in the files: the same text in two files is two lines here. */
function lintLines({ intents, categories }: Corpus): LintLine[] {
  return [
    ...intents.flatMap(({ code, examples }) =>
      examples.map(({ text, category }) => ({
        text,
        label: category === null ? code : `${code}/${category}`,
        countedAs: code,
      })),
    ),
    ...categories.flatMap(({ code, examples }) =>
      examples.map(({ text }) => ({ text, label: `COMPLAINT/${code}` })),
    ),
  ];
}
