/** The one error of our own: something given was not what it must be. Message: `where: found X, expected Y`. */
export class Unexpected extends Error {
  override name = 'Unexpected';
  constructor(
    readonly where: string,
    readonly found: string,
    readonly expected: string,
  ) {
    super(`${where}: found ${found}, expected ${expected}`);
  }
}
