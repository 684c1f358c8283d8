import { jest } from '@jest/globals';
import { channelConformance } from '../support/channel-conformance.js';
import { WebChannel } from '../support/web-channel.js';

jest.setTimeout(30_000);

channelConformance('web', () => WebChannel.open());
