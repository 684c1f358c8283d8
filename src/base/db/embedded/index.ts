/** The database that comes with the program: a real PostgreSQL, supervised. Used when no DATABASE_URL is set. */
export { EmbeddedPostgresError, type EmbeddedPostgresErrorCode } from './classify.js';
export {
  type Connection,
  type EmbeddedPostgres,
  type EmbeddedPostgresOptions,
  type ServerState,
  startEmbeddedPostgres,
} from './supervisor.js';
