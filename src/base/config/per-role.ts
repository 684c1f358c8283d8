import type { DynamicModule } from '@nestjs/common';
import type { Config } from './config.js';

export type Role = Config['JIESU_ROLES'];

/**
 * One module object per role: Nest tells dynamic modules apart by reference, so a room that two
 * others import must be given to both as the same object, or it would exist twice.
 */
export function perRole(build: (role: Role) => DynamicModule): (role: Role) => DynamicModule {
  const built = new Map<Role, DynamicModule>();
  return (role) => {
    const module = built.get(role) ?? build(role);
    built.set(role, module);
    return module;
  };
}
