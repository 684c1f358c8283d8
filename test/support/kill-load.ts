import { setTimeout as pause } from 'node:timers/promises';
import { ChatClient, type ChatMessage, type Patience } from './chat-client.js';
import type { SeededRandom } from './seeded-random.js';

/** After the last kill everything must be settled within this. */
const SETTLE_MS = 30_000;

/** Opened one after another by whoever kills; whoever sends waits for the one its message belongs to. */
export class Waves implements Patience {
  readonly name = `until ${SETTLE_MS} ms after the last kill`;
  private over = Number.POSITIVE_INFINITY;
  private readonly open: (() => void)[] = [];
  private readonly waves: Promise<void>[];

  constructor(readonly count: number) {
    this.waves = Array.from({ length: count }, () => new Promise((resolve) => this.open.push(resolve)));
  }

  start(wave: number): void {
    this.open[wave]?.();
  }

  /** There will be no more kills: from now on the time to settle runs. */
  end(): void {
    for (const open of this.open) open();
    this.over = Date.now() + SETTLE_MS;
  }

  isOver(): boolean {
    return Date.now() > this.over;
  }

  /** The wave of the `nth` of `total` messages, so that they are spread over the whole run. */
  async of(nth: number, total: number): Promise<void> {
    await this.waves[Math.min(this.count - 1, Math.floor((nth * this.count) / total))];
  }
}

export interface Acknowledged {
  readonly clientMsgId: string;
  readonly messageId: string;
  readonly text: string;
}

/** One customer of the run and what was acknowledged to them, in the order of sending. */
export class Sender {
  readonly acknowledged: Acknowledged[] = [];

  private constructor(
    readonly name: string,
    private readonly lines: readonly string[],
    readonly client: ChatClient,
  ) {}

  static async arrive(name: string, lines: readonly string[], url: string): Promise<Sender> {
    return new Sender(name, lines, await ChatClient.arrive(url));
  }

  /** Sends line after line, each in its wave; one in a dialogue reads the answer before going on. */
  async talk(waves: Waves, random: SeededRandom, { readsAnswers }: { readsAnswers: boolean }): Promise<void> {
    for (const [nth, text] of this.lines.entries()) {
      await waves.of(nth, this.lines.length);
      await pause(random.below(250));
      const clientMsgId = `${this.name}-${nth}`;
      const messageId = await this.client.sendsUntilAcknowledged(text, clientMsgId, waves);
      this.acknowledged.push({ clientMsgId, messageId, text });
      if (readsAnswers) await this.answers(nth + 1, waves);
    }
  }

  /** Waits until as many answers are there. */
  async answers(count: number, patience: Patience): Promise<ChatMessage[]> {
    return this.client.waitFor((all) => (all.filter(isAnswer).length >= count ? all : undefined), patience);
  }
}

const isAnswer = (message: ChatMessage): boolean => message.speaker === 'bot';
