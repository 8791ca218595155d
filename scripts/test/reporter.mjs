import { writeFileSync } from 'node:fs';
import { relative } from 'node:path';

/**
 * A vitest reporter that leaves the counts, why each failed test failed and each skipped one was skipped, and how many ran on Pulumi's own
 * engine, in the file that DENWABAN_TEST_RESULT names.
 * @implements {import('vitest/node').Reporter}
 */
export default class CountingReporter {
  /**
   * @param {readonly import('vitest/node').TestModule[]} modules
   * @param {readonly unknown[]} unhandled errors outside of any test
   */
  onTestRunEnd(modules, unhandled) {
    const counts = {
      passed: 0,
      failures: unhandled.map((error) => messageOf(error)),
      skipped: /** @type {string[]} */ ([]),
      pulumi: { ran: 0, skipped: 0 },
    };
    for (const module of modules) {
      const at = relative('.', module.moduleId);
      // A file that cannot be loaded has no tests to fail: it counts as one.
      counts.failures.push(...module.errors().map((error) => `${at}: ${messageOf(error)}`));
      for (const test of module.children.allTests()) {
        const result = test.result();
        if (test.meta().pulumi) counts.pulumi[result.state === 'skipped' ? 'skipped' : 'ran'] += 1;
        if (result.state === 'passed') counts.passed += 1;
        else if (result.state === 'failed')
          counts.failures.push(`${at} > ${test.fullName}: ${result.errors.map(messageOf).join('; ')}`);
        else counts.skipped.push(`${at} > ${test.fullName}: ${reason(test, result)}`);
      }
      for (const suite of module.children.allSuites())
        counts.failures.push(
          ...suite.errors().map((error) => `${at} > ${suite.fullName}: ${messageOf(error)}`),
        );
    }
    const file = process.env.DENWABAN_TEST_RESULT;
    if (file) writeFileSync(file, JSON.stringify(counts));
  }
}

/**
 * The first lines: a difference of two long texts is told above, where it happened.
 * @param {unknown} error
 */
function messageOf(error) {
  const { message, diff } = /** @type {{ message?: string, diff?: string }} */ (error ?? {});
  const lines = `${message ?? error}\n${diff ?? ''}`.split('\n').filter((line) => line.trim() !== '');
  return lines.slice(0, 20).join('\n    ');
}

/**
 * @param {import('vitest/node').TestCase} test
 * @param {import('vitest/node').TestResult} result
 */
function reason(test, result) {
  if ('note' in result && result.note) return result.note;
  return setUpFailed(test.parent) ? 'its set-up failed' : 'no reason given';
}

/**
 * @param {import('vitest/node').TestSuite | import('vitest/node').TestModule} group
 * @returns {boolean}
 */
function setUpFailed(group) {
  return group.errors().length > 0 || (group.type === 'suite' && setUpFailed(group.parent));
}
