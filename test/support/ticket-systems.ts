import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Redmine } from '#app/tickets/connectors/redmine/redmine.js';
import { mappingSchema } from '#app/tickets/connectors/remote/mapping.js';
import type { HttpLimits } from '#app/tickets/connectors/remote/remote-http.js';
import { RequestTracker } from '#app/tickets/connectors/request-tracker/request-tracker.js';

/** The folder of tools beside the project that starts real systems; see its README. */
const TOOLS = new URL('../../../shared/tools/', import.meta.url).pathname;
export const toolPath = (name: string): string => join(TOOLS, name);

/** Null when the real system may be started, else why not. */
export function whyNot(flag: string, tool: string): string | null {
  if (process.env[flag] !== '1') return `${flag}=1 is not set`;
  return existsSync(toolPath(tool)) ? null : `there is no ${tool} beside the project`;
}

/** Starts a system with its `up`; lines it printed, and how to end it. */
export async function bringUp(
  tool: string,
  port: number,
): Promise<{ lines: string[]; state: string; stop: () => void }> {
  const state = await mkdtemp(join(tmpdir(), 'jiesu-remote-'));
  const { stdout } = await promisify(execFile)(toolPath(tool), [state, String(port)]);
  const stop = (): void => {
    process.kill(Number(readFileSync(join(state, 'pid'), 'utf8')));
  };
  return { lines: stdout.trim().split('\n'), state, stop };
}

const WRONG_RT = {
  fields: { channel: 'Channel', accountNo: 'AccountNo', category: 'Kategorie' },
  values: { channel: { sms: 'letter' } },
  status: { archived: 'done' },
};

/** RT with the queue of the tools. */
export function requestTracker(
  url: string,
  token: string,
  wrong = false,
  limits?: HttpLimits,
): RequestTracker {
  const fields = { channel: 'Channel', accountNo: 'AccountNo', category: 'Category' };
  const { requestTracker: mapping } = mappingSchema.parse({ requestTracker: wrong ? WRONG_RT : { fields } });
  return new RequestTracker({ url, token, queue: 'Complaints', mapping }, limits);
}

/** Redmine with the project of the tools. */
export function redmine(url: string, key: string, wrong = false, limits?: HttpLimits): Redmine {
  const fields = { channel: 2, accountNo: 4, category: wrong ? 99 : 3 };
  const status = wrong ? { archived: '完成' } : {};
  const { redmine: mapping } = mappingSchema.parse({ redmine: { key: 1, fields, status } });
  if (!mapping) throw new Error('no mapping');
  return new Redmine({ url, key, project: 'complaints', mapping }, limits);
}
