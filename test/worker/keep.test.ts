import { spawn } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { keepRunning } from '#worker/keep.ts';

/** Processes that run these programs, one after the other, and the last one again. */
function runningOf(programs: readonly string[], times: Parameters<typeof keepRunning>[2]) {
  const said: string[] = [];
  const pids: number[] = [];
  const kept = keepRunning(
    () => {
      const program = programs[Math.min(pids.length, programs.length - 1)] ?? '';
      const child = spawn(process.execPath, ['-e', program], { stdio: 'ignore' });
      pids.push(child.pid ?? 0);
      return child;
    },
    (how, seconds) => said.push(`${how}, ${seconds}`),
    times,
  );
  return { kept, said, pids };
}
const forever = 'setInterval(() => {}, 1000)';
const isAlive = (pid: number) => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

describe('a process that is kept running', () => {
  it('is started again later each time it ends at once, and it is said how it ended', async () => {
    const { kept, said, pids } = runningOf(
      ['process.exit(3)', 'process.exit(3)', 'process.exit(0)', forever],
      {
        firstMs: 10,
        mostMs: 20,
      },
    );
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(4);
    expect(said).toEqual(['exit 3, 0.01', 'exit 3, 0.02', 'exit 0, 0.02']);
    await kept.stop();
    expect(isAlive(pids[3] ?? 0)).toBe(false);
  });

  it('that is killed after it ran well is started again at once', async () => {
    const { kept, said, pids } = runningOf([forever], { firstMs: 10, steadyMs: 0 });
    for (let n = 1; n <= 3; n++) {
      await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(n);
      process.kill(pids[n - 1] ?? 0, 'SIGKILL');
    }
    await expect.poll(() => pids.length, { timeout: 10_000 }).toBe(4);
    expect(said).toEqual(['SIGKILL, 0.01', 'SIGKILL, 0.01', 'SIGKILL, 0.01']);
    await kept.stop();
  });

  it('ends where it is stopped, also while it waits, and is not started again', async () => {
    const running = runningOf([forever], {});
    await expect.poll(() => running.pids.length).toBe(1);
    await running.kept.stop();
    expect([running.pids.length, running.said]).toEqual([1, []]);
    const waiting = runningOf(['process.exit(1)'], { firstMs: 60_000 });
    await expect.poll(() => waiting.said.length, { timeout: 10_000 }).toBe(1);
    await waiting.kept.stop();
    expect(waiting.pids).toHaveLength(1);
  });
});
