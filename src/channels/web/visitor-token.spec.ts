import { describe, expect, it } from '@jest/globals';
import { mintVisitor, readVisitorToken } from './visitor-token.js';

describe('visitor token', () => {
  it('stands for its visitor', () => {
    const { token, visitorId } = mintVisitor('secret');
    expect(readVisitorToken(token, 'secret')).toBe(visitorId);
  });

  it('refuses a token of another installation, a changed visitor and garbage', () => {
    const { token } = mintVisitor('secret');
    const other = mintVisitor('secret');
    const forged = `v1.${other.visitorId}.${token.split('.')[2]}`;
    for (const bad of [mintVisitor('else').token, forged, '', 'v1', `${token}x`, token.slice(1)]) {
      expect(readVisitorToken(bad, 'secret')).toBeUndefined();
    }
  });
});
