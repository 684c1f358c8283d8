import { isHan } from './normalise.js';

/** Characters that sound alike, by the sound; those a customer is likely to know. */
export type Homophones = ReadonlyMap<number, readonly string[]>;

/** A character must occur this often in the corpus to be mistyped for another. */
const KNOWN_FROM = 3;

/** Groups the characters of the texts by their sound. */
export function collectHomophones(texts: readonly string[], sound: (unit: number) => number): Homophones {
  const counts = new Map<string, number>();
  for (const text of texts) {
    for (const sign of text) if (isHan(sign.charCodeAt(0))) counts.set(sign, (counts.get(sign) ?? 0) + 1);
  }
  const groups = new Map<number, string[]>();
  for (const [sign, count] of counts) {
    const of = sound(sign.charCodeAt(0));
    if (count < KNOWN_FROM || of === 0) continue;
    groups.set(of, [...(groups.get(of) ?? []), sign]);
  }
  return groups;
}

/**
 * One character replaced by another of the same sound, as pinyin keyboards and voice input do.
 * @param random 0..1, seeded by the caller
 * @returns null where nothing in the text has a homophone
 */
export function mistype(
  text: string,
  homophones: Homophones,
  sound: (unit: number) => number,
  random: () => number,
): string | null {
  const signs = [...text];
  const places = signs.flatMap((sign, at) => {
    const unit = sign.charCodeAt(0);
    const alike = isHan(unit) ? (homophones.get(sound(unit)) ?? []).filter((other) => other !== sign) : [];
    return alike.length > 0 ? [{ at, alike }] : [];
  });
  const place = places[Math.floor(random() * places.length)];
  if (place === undefined) return null;
  signs[place.at] = place.alike[Math.floor(random() * place.alike.length)] ?? '';
  return signs.join('');
}
