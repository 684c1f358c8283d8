import { createInterface } from 'node:readline/promises';
import { createUser, ROLES } from '#app/accounts/index.js';
import { readConfig } from '#app/base/config/config.js';
import { configSchema } from '#app/base/config/config.schema.js';
import { Database } from '#app/base/db/database.js';
import { Logger } from '#app/base/log/logger.js';
import { openDatabase } from '../open-database.js';

/** `jiesu migrate`: brings the database of the settings up to date and stops. */
export async function migrate(): Promise<number> {
  const { source, stopDatabase } = await openDatabase(readConfig(process.env), new Logger('info'));
  process.stderr.write('the database is up to date\n');
  await source.destroy();
  await stopDatabase();
  return 0;
}

/** `jiesu create-user NAME ROLE [DISPLAY NAME]`; the password comes on stdin, never as an argument. */
export async function createUserCommand(args: readonly string[]): Promise<number> {
  const [username, roleName, displayName] = args;
  const role = ROLES.find((known) => known === roleName);
  if (!username || !role) {
    process.stderr.write(
      `usage: jiesu create-user NAME ${ROLES.join('|')} [DISPLAY NAME]   (password on stdin)\n`,
    );
    return 2;
  }
  const password = await readPassword();
  const { source, stopDatabase } = await openDatabase(readConfig(process.env), new Logger('warn'));
  try {
    const user = await createUser(new Database(source), {
      username,
      password,
      role,
      displayName: displayName ?? username,
      actor: 'cli',
      at: new Date(),
    });
    process.stdout.write(`${JSON.stringify({ id: user.id, username: user.username, role })}\n`);
    return 0;
  } finally {
    await source.destroy();
    await stopDatabase();
  }
}

/** `jiesu config`: every setting and what it is for. */
export function config(): number {
  for (const [name, schema] of Object.entries(configSchema.shape)) {
    process.stdout.write(`${name.padEnd(22)} ${schema.description ?? ''}\n`);
  }
  return 0;
}

async function readPassword(): Promise<string> {
  const lines = createInterface({
    input: process.stdin,
    output: process.stdin.isTTY ? process.stderr : undefined,
  });
  if (process.stdin.isTTY) process.stderr.write('password: ');
  for await (const line of lines) {
    lines.close();
    return line;
  }
  return '';
}
