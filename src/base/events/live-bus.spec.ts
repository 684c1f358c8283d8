import { describe, expect, it } from '@jest/globals';
import { Logger } from '../log/logger.js';
import type { FanOut } from './fan-out.port.js';
import { LiveBus } from './live-bus.js';

/** Carries texts between the buses of one test, the sender included, like Redis and PostgreSQL do. */
class Wire {
  private readonly ends: ((text: string) => void)[] = [];
  readonly carried: string[] = [];

  end(): FanOut {
    return {
      start: async (onText) => {
        this.ends.push(onText);
      },
      publish: async (text) => {
        this.carried.push(text);
        for (const end of this.ends) end(text);
      },
      stop: async () => undefined,
    };
  }
}

async function busOn(fanOut: FanOut): Promise<{ bus: LiveBus; heard: string[] }> {
  const bus = new LiveBus(fanOut, new Logger('silent'));
  await bus.onModuleInit();
  const heard: string[] = [];
  bus.on('conversations.changed', ({ ids }) => heard.push(...ids));
  return { bus, heard };
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 60));

describe('LiveBus', () => {
  it('tells its own listeners and every other process, each once', async () => {
    const wire = new Wire();
    const here = await busOn(wire.end());
    const there = await busOn(wire.end());
    here.bus.conversationsChanged(['cnv_1', 'cnv_2']);
    await settle();
    expect(here.heard).toEqual(['cnv_1', 'cnv_2']);
    expect(there.heard).toEqual(['cnv_1', 'cnv_2']);
  });

  it('tells its own listeners also while the fan-out is down', async () => {
    const { bus, heard } = await busOn({
      start: async () => undefined,
      publish: () => Promise.reject(new Error('redis is down')),
      stop: async () => undefined,
    });
    bus.conversationsChanged(['cnv_1']);
    await settle();
    bus.conversationsChanged(['cnv_2']);
    await settle();
    expect(heard).toEqual(['cnv_1', 'cnv_2']);
  });

  it('announces what changed in quick succession together', async () => {
    const wire = new Wire();
    const { bus } = await busOn(wire.end());
    for (let i = 0; i < 30; i++) bus.conversationsChanged([`cnv_${i % 3}`]);
    await settle();
    expect(wire.carried.length).toBeLessThanOrEqual(2);
  });

  it('a listener that fails harms neither who announces nor the next announcement', async () => {
    const { bus, heard } = await busOn(new Wire().end());
    let failed = 0;
    bus.on('conversations.changed', () => {
      failed++;
      throw new Error('listener broken');
    });
    bus.conversationsChanged(['cnv_1']);
    await settle();
    bus.conversationsChanged(['cnv_2']);
    await settle();
    expect(failed).toBe(2);
    expect(heard).toEqual(['cnv_1', 'cnv_2']);
  });
});
