import { at, type Rule } from '../rule.ts';

/**
 * 0120 and 0800 (freephone) and 0570 numbers are no lines: calls to them arrive at a line with a number of its own, the base number
 * (基番号), and that line forwards.
 */
export const forwardedFromFreephone: Rule = {
  code: 'forwarded-from-freephone',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers } of tenants) {
      for (const { path, forwardedFrom } of numbers) {
        const number = forwardedFrom?.number;
        if (!number || !/^0(?:120|800|570)/.test(number)) continue;
        const why = `${number} is a service number in front of a line, and only the line itself forwards`;
        yield at(source, [...path, 'forwardedFrom', 'number'], why, 'write the line’s base number (基番号)');
      }
    }
  },
};
