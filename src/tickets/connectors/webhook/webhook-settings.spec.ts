import { describe, expect, it } from '@jest/globals';
import { webhookEndpoint } from './webhook-settings.js';

const secret = `whsec_${Buffer.alloc(32, 7).toString('base64')}`;

describe('webhookEndpoint', () => {
  it.each([
    ['https://tickets.example.com/in', undefined],
    ['http://10.1.2.3:8080/in', undefined],
    ['http://10.1.2.3:8080/in', ['10.1.2.3:8080']],
    ['https://Tickets.Example.com/in', ['tickets.example.com']],
  ])('takes %s with allowHosts %p', (url, allowHosts) => {
    expect(webhookEndpoint({ url, secret, allowHosts }).href).toBe(new URL(url).href);
  });

  it.each([
    ['file:///etc/passwd', undefined],
    ['gopher://10.0.0.1/', undefined],
    ['not a url', undefined],
    ['https://user:pw@tickets.example.com/in', undefined],
    ['https://tickets.example.com@evil.example/in', undefined],
    ['https://evil.example/in', ['tickets.example.com']],
    ['https://tickets.example.com.evil.example/in', ['tickets.example.com']],
    ['http://10.1.2.3:9090/in', ['10.1.2.3:8080']],
  ])('refuses %s with allowHosts %p', (url, allowHosts) => {
    expect(() => webhookEndpoint({ url, secret, allowHosts })).toThrow('ticket webhook');
  });

  it.each(['', 'secret', 'whsec_', 'whsec_c2hvcnQ=', `whsec_${Buffer.alloc(65).toString('base64')}`])(
    'refuses the secret %p',
    (weak) => {
      expect(() => webhookEndpoint({ url: 'https://a.example/', secret: weak })).toThrow('secret');
    },
  );

  it('never repeats a secret in its words', () => {
    expect(() => webhookEndpoint({ url: 'https://a.example/', secret: 'hunter2' })).toThrow(/^(?!.*hunter2)/);
  });
});
