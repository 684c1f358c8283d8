import { describe, expect, it } from '@jest/globals';
import { isAtLeast, leastOf, ROLES } from './roles.js';

describe('roles', () => {
  it('are ordered agent < supervisor < manager < admin', () => {
    const allowed = ROLES.map((role) => ROLES.filter((floor) => isAtLeast(role, floor)));
    expect(allowed).toEqual([
      ['agent'],
      ['agent', 'supervisor'],
      ['agent', 'supervisor', 'manager'],
      ['agent', 'supervisor', 'manager', 'admin'],
    ]);
  });

  it('a list admits from its least role up', () => {
    expect(leastOf(['admin', 'supervisor'])).toBe('supervisor');
    expect(leastOf(['admin'])).toBe('admin');
    expect(leastOf([])).toBe('agent');
  });
});
