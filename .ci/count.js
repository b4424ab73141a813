// count.js DIRECTORY FAILED-STEPS NAME…: adds up vitest's JSON reports, says what failed, ends with "N passed, N failed".
import { existsSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';

const [directory, steps, ...names] = process.argv.slice(2);
let passed = 0;
let failed = Number(steps);
const fail = (words) => {
  failed++;
  console.log(`failed: ${words}`);
};
const kinds = {
  test: {
    unit: /(?<!\.(?:db|browser|mirror))\.test\.ts$/,
    db: /\.db\.test\.ts$/,
    browser: /\.browser\.test\.ts$/,
  },
  mirror: { mirror: /\.mirror\.test\.ts$/ },
};

for (const name of names) {
  const path = join(directory, `${name}.json`);
  if (!existsSync(path)) {
    fail(`${name}: the test run wrote no report`);
    continue;
  }
  const before = failed;
  const files = JSON.parse(readFileSync(path, 'utf8')).testResults;
  for (const file of files) {
    const at = relative(process.cwd(), file.name);
    const bad = file.assertionResults.filter((test) => test.status === 'failed');
    passed += file.assertionResults.filter((test) => test.status === 'passed').length;
    for (const test of bad) fail(`${at}: ${test.fullName}`);
    if (file.status === 'failed' && bad.length === 0) fail(`${at}: ${file.message || 'the file itself'}`);
  }
  for (const [kind, pattern] of Object.entries(kinds[name])) {
    const ran = files.filter((file) => pattern.test(file.name)).flatMap((file) => file.assertionResults);
    if (!ran.some((test) => test.status === 'passed' || test.status === 'failed'))
      fail(`${name}: not one test of the project ${kind} ran`);
  }
  if (existsSync(join(directory, `${name}.failed`)) && failed === before)
    fail(`${name}: the run failed outside its tests`);
}
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed ? 1 : 0;
