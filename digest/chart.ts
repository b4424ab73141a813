import { Resvg } from '@resvg/resvg-js';
import type { Chart } from './happening.ts';

const width = 520;
const height = 84;
const edge = 8;

/**
 * A small line chart as PNG bytes: the usual range as a band, the newest point marked, zero at the foot. Without ground
 * and in middle tones, so that it stands on light and on dark paper. No words: its alt text has them.
 */
export function chartPng({ series, low, high }: Chart): Buffer {
  const most = Math.max(high, ...series, 0.01);
  const x = (at: number) => edge + (at / Math.max(1, series.length - 1)) * (width - 2 * edge);
  const y = (share: number) => height - edge - (share / most) * (height - 2 * edge);
  const points = series.map((share, at) => `${x(at).toFixed(1)},${y(share).toFixed(1)}`).join(' ');
  const last = series.length - 1;
  const band = Math.max(1, y(low) - y(high)).toFixed(1);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<rect x="${edge}" width="${width - 2 * edge}" y="${y(high).toFixed(1)}" height="${band}" fill="#8a857a" fill-opacity="0.28"/>` +
    `<line x1="${edge}" x2="${width - edge}" y1="${y(0)}" y2="${y(0)}" stroke="#8a857a"/>` +
    `<polyline points="${points}" fill="none" stroke="#3f7fbf" stroke-width="2.5" stroke-linejoin="round"/>` +
    `<circle cx="${x(last)}" cy="${y(series[last] ?? 0)}" r="5" fill="#3f7fbf"/></svg>`;
  return Buffer.from(new Resvg(svg, { fitTo: { mode: 'width', value: width * 2 } }).render().asPng());
}
