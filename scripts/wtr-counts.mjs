import { writeFileSync } from 'node:fs';

/**
 * A web-test-runner reporter that writes how many tests passed, failed and were skipped, and how many files failed
 * before they could run a test, to `file` as JSON.
 */
export function countingReporter(file) {
  return {
    onTestRunFinished({ sessions }) {
      const counts = { passed: 0, failed: 0, skipped: 0 };
      for (const session of sessions) addSession(counts, session);
      writeFileSync(file, JSON.stringify(counts));
    },
  };
}

function addSession(counts, session) {
  const tests = session.testResults ? testsOf(session.testResults) : [];
  const failedTests = tests.filter((test) => !test.skipped && !test.passed).length;
  counts.skipped += tests.filter((test) => test.skipped).length;
  counts.passed += tests.filter((test) => !test.skipped && test.passed).length;
  // A file that broke while loading has no failed test of its own, and still is a failure.
  counts.failed += failedTests > 0 || session.passed ? failedTests : 1;
}

function testsOf(suite) {
  return [...suite.tests, ...suite.suites.flatMap(testsOf)];
}
