import { join } from 'node:path';
import { type Binaries, program } from './binaries.js';
import { type Endpoint, hashOf } from './endpoint.js';
import type { Home } from './home.js';
import type { ClusterMark } from './processes.js';

/** All that is decided before the server is started; the same for each start of one supervisor. */
export interface ServerPlan {
  home: Home;
  binaries: Binaries;
  endpoint: Endpoint;
  /** Data folder. */
  data: string;
  /** The server's own output. */
  log: string;
  /** Program and arguments; a running server with other ones is not the one we want. */
  command: readonly [string, ...string[]];
  mark: ClusterMark;
}

export function makePlan(home: Home, binaries: Binaries, endpoint: Endpoint): ServerPlan {
  const data = join(home.path, 'data');
  const mark = { data, title: `jiesu-${hashOf(home.path)}`, uid: home.account?.uid ?? process.getuid?.() };
  const settings = Object.entries(settingsOf(endpoint, mark.title)).flatMap(([key, value]) => [
    '-c',
    `${key}=${value}`,
  ]);
  return {
    home,
    binaries,
    endpoint,
    data,
    log: join(home.path, 'server.log'),
    command: [program(binaries, 'postgres'), '-D', data, ...settings],
    mark,
  };
}

/**
 * As arguments rather than postgresql.conf, so that an upgrade of the gateway changes them too.
 * 100 connections: pools of two gateways' worth plus BullMQ. temp_file_limit: one bad report must not fill the disk
 * and stop the intake.
 */
function settingsOf(endpoint: Endpoint, title: string): Record<string, string | number> {
  return {
    ...(endpoint.kind === 'socket'
      ? {
          listen_addresses: '',
          // Quoted: the value is a list, and a folder's name may hold a comma.
          unix_socket_directories: `"${endpoint.host.replaceAll('"', '""')}"`,
          unix_socket_permissions: '0700',
        }
      : { listen_addresses: endpoint.host, unix_socket_directories: '' }),
    port: endpoint.port,
    cluster_name: title,
    max_connections: 100,
    shared_buffers: '64MB',
    fsync: 'on',
    synchronous_commit: 'on',
    max_wal_size: '256MB',
    temp_file_limit: '2GB',
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    // Errors of statements and their details quote customers' data; the gateway gets and masks them, no file needs them.
    log_min_messages: 'log',
    log_min_error_statement: 'panic',
    log_error_verbosity: 'terse',
  };
}
