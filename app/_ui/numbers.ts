export { amount, percent, plural } from '#metrics/numbers.ts';
