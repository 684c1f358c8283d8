import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { WebVisitor } from './web-visitor.js';

const turn = z.object({
  customer: z.string(),
  from: z.string().optional(),
  attach: z.string().optional(),
  resend: z.string().optional(),
  before: z.string().optional(),
});
const record = z.union([
  z.object({ id: z.string(), turns: z.array(turn) }).transform((d) => ({ ...d, kind: 'dialogue' as const })),
  z.object({ id: z.string(), text: z.string() }).transform((m) => ({ ...m, kind: 'message' as const })),
]);
type Turn = z.infer<typeof turn>;
type Recorded = z.infer<typeof record>;

interface PlayedTurn {
  readonly customer: string;
  readonly replies: readonly string[];
  /** What of the script this run could not do, in words. */
  readonly notPlayed?: string;
}

const TICKET = /(?:TS|BX|ZX|JY|JB|BY|CB|SS)[0-9]{10}/;
/** The smallest PNG there is: one transparent pixel. */
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNkYAAAAAYAAjCB0C8AAAAASUVORK5CYII=',
  'base64',
);

const USAGE = 'usage: jiesu replay FILE --url URL [--channel web] [--parallel N] [--wait MS]\n';

/** `jiesu replay`: plays messages or dialogues through the channel's real door and writes what came back. */
export async function replay(args: readonly string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      url: { type: 'string' },
      channel: { type: 'string', default: 'web' },
      parallel: { type: 'string', default: '4' },
      wait: { type: 'string', default: '5000' },
    },
  });
  const file = positionals[0];
  if (!file || !values.url || values.channel !== 'web') {
    process.stderr.write(
      values.channel === 'web'
        ? USAGE
        : `jiesu: the channel ${values.channel} is not on; this build plays web\n`,
    );
    return 2;
  }
  const lines = (await readFile(file, 'utf8')).split('\n').filter((line) => line.trim() !== '');
  const player = new Player(values.url.replace(/\/$/, ''), Number(values.wait));
  const outputs = await inParallel(lines, Number(values.parallel), (line, index) =>
    player.line(line, index + 1),
  );
  for (const output of outputs) process.stdout.write(`${JSON.stringify(output)}\n`);
  return outputs.some((output) => 'error' in output) ? 1 : 0;
}

class Player {
  constructor(
    private readonly url: string,
    private readonly waitMs: number,
  ) {}

  async line(text: string, line: number): Promise<object> {
    try {
      return await this.play(record.parse(JSON.parse(text)));
    } catch (error) {
      return { line, error: error instanceof Error ? error.message : String(error) };
    }
  }

  private async play(recorded: Recorded): Promise<object> {
    if (recorded.kind === 'message') {
      const [played] = await this.dialogue([{ customer: recorded.text }]);
      return { id: recorded.id, text: recorded.text, replies: played?.replies ?? [] };
    }
    return { id: recorded.id, turns: await this.dialogue(recorded.turns) };
  }

  private async dialogue(turns: readonly Turn[]): Promise<PlayedTurn[]> {
    const visitors = new Map<string, WebVisitor>();
    const played: PlayedTurn[] = [];
    let ticketNo = 'TS2601000000';
    for (const [index, next] of turns.entries()) {
      const from = next.from ?? '';
      const visitor = visitors.get(from) ?? (await WebVisitor.arrive(this.url));
      visitors.set(from, visitor);
      const customer = next.customer.replaceAll('{ticketNo}', ticketNo).replaceAll('{code}', '000000');
      const result = await this.turn(visitor, { ...next, customer }, turns[index - 1]);
      ticketNo = TICKET.exec(result.replies.join(' '))?.[0] ?? ticketNo;
      played.push(result);
    }
    return played;
  }

  private async turn(visitor: WebVisitor, next: Turn, previous: Turn | undefined): Promise<PlayedTurn> {
    const notPlayed = this.cannot(next);
    const isRetry = next.resend?.includes('same provider message id') && previous?.customer === next.customer;
    if (next.attach?.startsWith('image')) await visitor.sendsImage(PIXEL);
    else if (next.customer === '')
      return {
        customer: '',
        replies: [],
        notPlayed: `the web chat has no ${next.attach ?? 'empty message'}`,
      };
    else await visitor.says(next.customer, isRetry ? visitor.lastId : undefined);
    const heard = await visitor.hears(isRetry ? 500 : this.waitMs);
    const replies = heard
      .filter((m) => m.speaker === 'bot' || m.speaker === 'seat')
      .map((m) => m.content.text ?? '');
    return { customer: next.customer, replies, ...(notPlayed ? { notPlayed } : {}) };
  }

  /** What a dialogue asks of the world around the chat, which a customer's door cannot bring about. */
  private cannot(next: Turn): string | undefined {
    return next.before ? `not brought about: ${next.before}` : undefined;
  }
}

async function inParallel<In, Out>(
  items: readonly In[],
  width: number,
  work: (item: In, index: number) => Promise<Out>,
): Promise<Out[]> {
  const results: Out[] = new Array(items.length);
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) {
      const index = next++;
      const item = items[index];
      if (item !== undefined) results[index] = await work(item, index);
    }
  };
  await Promise.all(Array.from({ length: Math.max(1, Math.min(width, 64)) }, lane));
  return results;
}
