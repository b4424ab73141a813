/** Ends this process with the exit code of a command: 1, and its message, where it throws. */
export function endWith(code: Promise<number>): void {
  code.then(
    (told) => {
      process.exitCode = told;
    },
    (error: Error) => {
      process.stderr.write(`${error.message}\n`);
      process.exitCode = 1;
    },
  );
}
