import { Resvg } from '@resvg/resvg-js';
import type { DigestItem } from './compose.ts';

const width = 480;
const height = 96;
const edge = 8;

/** A small line chart as PNG bytes: the usual range as a band, the newest point marked. No words: its alt text has them. */
export function chartPng({ series, low, high }: NonNullable<DigestItem['chart']>): Buffer {
  const most = Math.max(high, ...series, 0.01);
  const x = (at: number) => edge + (at / Math.max(1, series.length - 1)) * (width - 2 * edge);
  const y = (share: number) => height - edge - (share / most) * (height - 2 * edge);
  const points = series.map((share, at) => `${x(at).toFixed(1)},${y(share).toFixed(1)}`).join(' ');
  const last = series.length - 1;
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect width="${width}" height="${height}" fill="#fbf9f4"/>` +
    `<rect x="${edge}" width="${width - 2 * edge}" y="${y(high).toFixed(1)}" height="${(y(low) - y(high)).toFixed(1)}" fill="#e4dfd2"/>` +
    `<line x1="${edge}" x2="${width - edge}" y1="${y(0)}" y2="${y(0)}" stroke="#8a857a"/>` +
    `<polyline points="${points}" fill="none" stroke="#1f4e79" stroke-width="2.5"/>` +
    `<circle cx="${x(last)}" cy="${y(series[last] ?? 0)}" r="5" fill="#1f4e79"/></svg>`;
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: width * 2 } }).render().asPng());
}
