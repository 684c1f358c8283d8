/** @jsxImportSource preact */
import { useState } from 'preact/hooks';
import { fill, words } from './words.js';

/** A receipt number: two letters for the kind, year and month, six digits. */
const NUMBER = /(?:TS|BX|ZX|JY|JB|BY|CB|SS)\d{10}(?!\d)/g;

/** The receipt numbers of a text, each once. */
export const receiptNumbers = (text: string): readonly string[] =>
  Array.from(new Set(text.match(NUMBER) || []));

/** Customers need the number again on the phone; copying it beats writing it down. */
export function CopyNumber({ number }: { number: string }) {
  const [copied, setCopied] = useState(false);
  return (
    <button type="button" class="chip copy" onClick={() => void copy(number).then(setCopied)}>
      {copied ? words.copied : fill(words.copyNumber, { number })}
    </button>
  );
}

/** `navigator.clipboard` does not exist on plain http; the old way works there. */
async function copy(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement('textarea');
    field.value = text;
    field.className = 'hidden';
    document.body.appendChild(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
}
