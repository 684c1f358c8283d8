import { maskPersonalData } from '#app/base/log/mask.js';
import { maskAddress, maskNumber, maskPerson } from '../domain/mask-field.js';
import { storableText } from '../domain/storable-text.js';
import type { Ticket } from '../domain/ticket.js';

/** How the parts of a ticket are written for others. */
export interface Mask {
  text(words: string, longest: number): string;
  number(digits: string): string;
  address(words: string): string;
  person(name: string): string;
}

const same = (words: string): string => words;
export const plain: Mask = { text: cut, number: same, address: same, person: same };

/** Free text keeps its sense: only numbers and this ticket's own address and name are taken out of it. */
export const maskOf = ({ address, person }: Ticket): Mask => ({
  text: (words, longest) =>
    cut(maskPersonalData(without(without(words, address, maskAddress), person, maskPerson)), longest),
  number: maskNumber,
  address: maskAddress,
  person: maskPerson,
});

const without = (words: string, secret: string | null, mask: (secret: string) => string): string =>
  secret ? words.replaceAll(secret, mask(secret)) : words;

/** At most `longest` code points that a database can hold. */
export function cut(words: string, longest: number): string {
  const points = Array.from(storableText(words));
  return points.length <= longest ? points.join('') : `${points.slice(0, longest - 1).join('')}…`;
}
