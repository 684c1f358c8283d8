import { describe, expect, it } from '@jest/globals';
import { crossSiteFault, isSameOrigin, type RequestTraits } from './cross-site.js';

const post: RequestTraits = {
  method: 'POST',
  contentType: 'application/json; charset=utf-8',
  hasBody: true,
  origin: 'https://jiesu.example',
  host: 'jiesu.example',
};

describe('crossSiteFault', () => {
  it.each<[string, Partial<RequestTraits>]>([
    ['our own page', {}],
    ['a program without Origin', { origin: undefined }],
    ['an upload', { contentType: 'multipart/form-data; boundary=x' }],
    ['a DELETE without body', { method: 'DELETE', contentType: undefined, hasBody: false }],
    ['a read from anywhere', { method: 'GET', origin: 'https://evil.example', contentType: undefined }],
  ])('lets through %s', (_, traits) => {
    expect(crossSiteFault({ ...post, ...traits })).toBeNull();
  });

  it.each<[string, string, Partial<RequestTraits>]>([
    ['another site', 'origin', { origin: 'https://evil.example' }],
    ['a sandboxed frame', 'origin', { origin: 'null' }],
    ['another port', 'origin', { origin: 'https://jiesu.example:8443' }],
    ['a look-alike host', 'origin', { origin: 'https://jiesu.example.evil.example' }],
    ['a plain form', 'content_type', { origin: undefined, contentType: 'application/x-www-form-urlencoded' }],
    ['text/plain', 'content_type', { contentType: 'text/plain' }],
    ['JSON hidden in a parameter', 'content_type', { contentType: 'text/plain; application/json' }],
    ['an empty POST', 'content_type', { contentType: undefined, hasBody: false }],
    ['an untyped DELETE with a body', 'content_type', { method: 'DELETE', contentType: undefined }],
  ])('stops %s (%s)', (_, fault, traits) => {
    expect(crossSiteFault({ ...post, ...traits })).toBe(fault);
  });
});

describe('isSameOrigin', () => {
  it.each([
    ['https://jiesu.example', 'jiesu.example:443'],
    ['http://JIESU.example', 'jiesu.example:80'],
    ['http://[::1]:3000', '[::1]:3000'],
    ['http://127.0.0.1:3000', '127.0.0.1:3000'],
  ])('%p is %p', (origin, host) => {
    expect(isSameOrigin(origin, host)).toBe(true);
  });

  it.each([
    ['file://', ''],
    ['http://jiesu.example', ''],
    ['http://jiesu.example', 'x@evil.example'],
    ['not a url', 'jiesu.example'],
  ])('%p is not %p', (origin, host) => {
    expect(isSameOrigin(origin, host)).toBe(false);
  });
});
