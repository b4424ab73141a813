import net from 'node:net';
import { afterEach, beforeEach, expect, vi } from 'vitest';

const home = new Set(['localhost', '127.0.0.1', '::1', '']);
const strangers: string[] = [];

// Whatever library asks, a connection goes through here: none may leave this machine.
const connect = net.Socket.prototype.connect;
net.Socket.prototype.connect = function (this: net.Socket, ...given: unknown[]) {
  const first = (Array.isArray(given[0]) ? given[0][0] : given[0]) as
    | { host?: string; path?: string }
    | number;
  const host = typeof first === 'object' && first && !first.path ? (first.host ?? '') : '';
  if (!home.has(host)) {
    strangers.push(host);
    throw new Error(`a test asked for ${host}`);
  }
  return (connect as (...args: unknown[]) => net.Socket).apply(this, given);
} as typeof connect;

beforeEach(() => {
  vi.spyOn(console, 'error');
  vi.spyOn(console, 'warn');
});

afterEach(() => {
  const said = [...vi.mocked(console.error).mock.calls, ...vi.mocked(console.warn).mock.calls];
  vi.restoreAllMocks();
  expect(said, 'unexpected console.error or console.warn').toEqual([]);
  expect(strangers.splice(0), 'requests that would leave this machine').toEqual([]);
});
