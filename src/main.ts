import 'reflect-metadata';
import { AppModule } from './app.module.js';
import { readConfig } from './base/config/config.js';
import { createApp } from './base/http/create-app.js';
import { Logger } from './base/log/logger.js';
import { exitWith } from './exit-with.js';
import { openDatabase } from './open-database.js';

/** Starts the role that JIESU_ROLES names and prints where to go. */
async function main(): Promise<void> {
  const started = performance.now();
  const config = readConfig(process.env);
  const log = new Logger(config.JIESU_LOG_LEVEL);
  const database = await openDatabase(config, log);
  const pages = config.JIESU_ROLES !== 'worker';
  const app = await createApp(AppModule.on({ config, log, ...database }), log, {
    proxies: config.JIESU_TRUST_PROXY,
    pages,
  });
  // An orderly stop is a success, also to whoever looks at the exit status.
  app.enableShutdownHooks(['SIGINT', 'SIGTERM'], { useProcessExit: true });
  await app.listen(config.PORT, config.HOST);
  const url = await app.getUrl();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const addresses = pages ? `  customers  ${url}/chat\n  agents     ${url}/console\n` : '';
  process.stdout.write(
    `接诉 Jiesu is ready after ${seconds} s\n${addresses}  health     ${url}/health/ready\n`,
  );
}

process.on('unhandledRejection', (error) => exitWith(error));
main().catch(exitWith);
