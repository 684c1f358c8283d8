import { type Automaton, createAutomaton } from './automaton.js';
import type { Unit } from './unit.js';

/** Data for reading homophones; see `FoldData`. */
export interface HomophoneData {
  /** Words and phrases that are written with other characters of the same sound to get past a filter. */
  readonly words: readonly string[];
  /** Ordinary words that sound like one of them and stay as they are. */
  readonly except: readonly string[];
  /** Characters by toneless sound: groups of those that sound alike, apart by spaces. */
  readonly sounds: string;
}

/** Reads 龟定 as 规定: finds the listed words by their sound. */
export class HomophoneReader {
  /** For each UTF-16 unit the one its sound is written with. */
  private readonly voice = Uint16Array.from({ length: 0x10000 }, (_, unit) => unit);
  private readonly words: readonly string[];
  private readonly except: ReadonlySet<string>;
  private readonly automaton: Automaton;

  constructor({ words, except, sounds }: HomophoneData) {
    for (const group of sounds.split(' ')) {
      for (const char of group) this.voice[char.charCodeAt(0)] = group.charCodeAt(0);
    }
    this.words = words;
    this.except = new Set([...words, ...except]);
    this.automaton = createAutomaton(words.map((word) => this.soundsOf(word)));
  }

  /** Replaces what only sounds like a listed word by that word; every character keeps its place. */
  respell(units: readonly Unit[]): readonly Unit[] {
    const text = units.map(({ char }) => char).join('');
    let out: Unit[] | null = null;
    this.automaton.scan(this.soundsOf(text), (index, start, end) => {
      if (this.except.has(text.slice(start, end))) return;
      out ??= [...units];
      const word = this.words[index] ?? '';
      for (let i = start; i < end; i += 1) {
        const unit = out[i];
        if (unit) out[i] = { ...unit, char: word.charAt(i - start) };
      }
    });
    return out ?? units;
  }

  private soundsOf(text: string): string {
    let out = '';
    for (let i = 0; i < text.length; i += 1) out += String.fromCharCode(this.voice[text.charCodeAt(i)] ?? 0);
    return out;
  }
}
