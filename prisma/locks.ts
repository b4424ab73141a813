import pg from 'pg';

/**
 * Every advisory lock that is taken in a database of ours. Processes of several versions may share one, so a number keeps
 * its meaning for ever.
 */
export const lockKeys = {
  /** Of the tests: two copies of one template at one moment exclude each other. */
  copy: 7_253_870,
  /** One process migrates. */
  migration: 7_253_871,
  /** With a source: one process reads it. */
  source: 7_253_872,
  /** One process sends letters. */
  sending: 7_253_873,
  /** With a job: its worker lives. */
  job: 7_253_874,
  /** One worker at a time gives back the jobs of killed ones. */
  sweep: 7_253_875,
  /** One transaction at a time brings the sums up to date. */
  sums: 7_253_876,
  /** One worker at a time makes the tables of the queue. */
  queue: 7_253_877,
} as const;

/** What this process holds alone until it releases it or `lost` is aborted, whose reason is an error that says what was lost. */
export interface Hold {
  lost: AbortSignal;
  release(): Promise<void>;
}

/** A connection that nobody speaks on may be gone for hours before either side is told. */
const beatMs = 30_000;

/**
 * Holds a key, or one thing of it, for this process; null while another one holds it. The hold is the database
 * connection's own, so a killed process lets go, and so does one whose connection breaks: it is told by `lost`.
 */
export async function hold(
  url: string,
  key: 'source' | 'sending' | 'job',
  of?: string,
): Promise<Hold | null> {
  const client = new pg.Client({ connectionString: url, keepAlive: true });
  const losing = new AbortController();
  const lose = (error?: Error) => {
    const what = of === undefined ? key : `${key} ${of}`;
    const why = error ? ` (${error.message})` : '';
    const lost = new Error(`the database connection that held ${what} was lost${why}`);
    lost.name = 'LostHold';
    losing.abort(lost);
  };
  client.on('error', lose);
  await client.connect();
  const lock =
    of === undefined
      ? client.query<{ held: boolean }>('select pg_try_advisory_lock($1) as held', [lockKeys[key]])
      : client.query<{ held: boolean }>('select pg_try_advisory_lock($1, hashtext($2)) as held', [
          lockKeys[key],
          of,
        ]);
  const { rows } = await lock.catch(async (error: Error) => {
    await client.end();
    throw error;
  });
  if (!rows[0]?.held) {
    await client.end();
    return null;
  }
  const beat = setInterval(() => client.query('select 1').catch(lose), beatMs).unref();
  const ended = () => lose();
  client.on('end', ended);
  losing.signal.addEventListener('abort', () => clearInterval(beat));
  return {
    lost: losing.signal,
    release: () => {
      clearInterval(beat);
      client.off('end', ended);
      return client.end();
    },
  };
}
