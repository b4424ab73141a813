import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readSettings } from '#lib/env.ts';

describe('the settings', () => {
  it('need nothing: an embedded database in .data, port 3000, one request a second', () => {
    expect(readSettings({})).toMatchObject({
      databaseUrl: null,
      dataDir: resolve('.data'),
      port: 3000,
      publicUrl: 'http://localhost:3000',
      mirrorUrl: null,
      crawlDelayMs: 1000,
    });
  });

  it('take an empty variable for one that is not set', () => {
    const empty = {
      DATABASE_URL: '',
      PORT: '',
      DATA_DIR: '',
      MIRROR_URL: '',
      CRAWL_DELAY_MS: '',
      PUBLIC_URL: '',
    };
    expect(readSettings(empty)).toEqual(readSettings({}));
  });

  it('ask a mirror without a pause, unless a pause is set', () => {
    expect(readSettings({ MIRROR_URL: 'http://127.0.0.1:8650/' })).toMatchObject({
      mirrorUrl: 'http://127.0.0.1:8650',
      crawlDelayMs: 0,
    });
    expect(readSettings({ MIRROR_URL: 'http://127.0.0.1:8650', CRAWL_DELAY_MS: '50' }).crawlDelayMs).toBe(50);
  });

  it('take the public address from the port where none is given', () => {
    expect(readSettings({ PORT: '8080' }).publicUrl).toBe('http://localhost:8080');
    expect(readSettings({ PORT: '8080', PUBLIC_URL: 'https://x.example/' }).publicUrl).toBe(
      'https://x.example',
    );
  });

  it('believe no proxy that is not counted', () => {
    expect(readSettings({}).trustedProxies).toBe(null);
    expect(readSettings({ TRUSTED_PROXIES: '0' }).trustedProxies).toBe(0);
    expect(() => readSettings({ TRUSTED_PROXIES: 'all' })).toThrow('TRUSTED_PROXIES: must be how many');
  });

  it('tell all that is wrong with them in one error', () => {
    const wrong = {
      DATABASE_URL: 'mysql://localhost/x',
      PORT: '70000',
      MIRROR_URL: 'not an address',
      CRAWL_DELAY_MS: 'soon',
      CONTACT_URL: 'ftp://x.example',
    };
    let message = '';
    try {
      readSettings(wrong);
    } catch (error) {
      message = (error as Error).message;
    }
    expect(message).toMatch(/^The configuration cannot be used:/);
    for (const name of Object.keys(wrong)) expect(message).toContain(`  ${name}: `);
    expect(message).toContain('DATABASE_URL: must be a URL beginning with postgres or postgresql');
    expect(message).toContain('CRAWL_DELAY_MS: must be a number of milliseconds');
    expect(message).not.toContain('DATA_DIR');
  });

  it.each(['-1', '0', '65536', '3000.5', 'http'])('refuse the port %s', (PORT) => {
    expect(() => readSettings({ PORT })).toThrow('PORT');
  });
});
