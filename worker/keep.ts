import type { ChildProcess } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export interface Kept {
  /** Ends it for good. @returns when it has ended */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

export interface KeepTimes {
  /** Before the first restart; each further one waits twice as long, up to `mostMs`. */
  firstMs?: number;
  mostMs?: number;
  /** What ran so long began well: the next restart is a first one. */
  steadyMs?: number;
}

/** Starts a process, and starts it again whenever it ends, until it is stopped; `say` is told how it ended. */
export function keepRunning(
  start: () => ChildProcess,
  say: (how: string, againInSeconds: number) => void,
  { firstMs = 1000, mostMs = 300_000, steadyMs = 60_000 }: KeepTimes = {},
): Kept {
  const stopping = new AbortController();
  const { signal } = stopping;
  let child: ChildProcess | undefined;
  const kept = (async () => {
    for (let waitMs = firstMs; !signal.aborted; waitMs = Math.min(2 * waitMs, mostMs)) {
      const began = Date.now();
      child = start();
      const how = await endOf(child);
      if (signal.aborted) return;
      if (Date.now() - began >= steadyMs) waitMs = firstMs;
      say(how, waitMs / 1000);
      await sleep(waitMs, null, { signal }).catch(() => {});
    }
  })();
  return {
    stop: (by = 'SIGTERM') => {
      stopping.abort();
      child?.kill(by);
      return kept;
    },
  };
}

const endOf = (child: ChildProcess): Promise<string> =>
  new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, signal) => resolve(signal ?? `exit ${code}`));
  });
