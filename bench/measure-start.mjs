import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { mintVisitors, startGateway } from './gateway.mjs';
import { figure } from './stats.mjs';

const TARGET_SECONDS = 15;

/** From starting the process on an empty folder, database still to be made, to the first answered message. */
export async function measureStart() {
  const folder = mkdtempSync(join(tmpdir(), 'jiesu-bench-start-'));
  const began = performance.now();
  const gateway = await startGateway({ JIESU_DATA: join(folder, 'data') });
  const ready = (performance.now() - began) / 1_000;
  let seconds = 0;
  try {
    await firstAnswer(gateway.url);
    seconds = (performance.now() - began) / 1_000;
  } finally {
    await gateway.stop();
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
  }
  return [
    {
      what: 'start to first answer',
      on: 'embedded, new folder',
      measured: `${figure(seconds)} s (ready after ${figure(ready)})`,
      target: `<= ${TARGET_SECONDS} s`,
      ok: seconds <= TARGET_SECONDS,
    },
  ];
}

async function firstAnswer(url) {
  const [token] = await mintVisitors(url, 1);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ clientMsgId: 'first', text: '我家停电了' });
  const posted = await fetch(`${url}/api/web/messages`, { method: 'POST', headers, body });
  if (posted.status !== 201) throw new Error(`the first message was answered ${posted.status}`);
  for (;;) {
    const answer = await fetch(`${url}/api/web/messages`, {
      headers: { authorization: headers.authorization },
    });
    const { messages } = await answer.json();
    if (messages.some(({ speaker }) => speaker === 'bot')) return;
    await pause(5);
  }
}
