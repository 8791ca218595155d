import { formatLentNumber, numberType } from '../../domain/lent-number.ts';
import { at, type Rule } from '../rule.ts';

/** The type is written beside the number so that a slip in either shows. */
export const numberTypeMismatch: Rule = {
  code: 'number-type-mismatch',
  severity: 'error',
  *check({ tenants }) {
    for (const { source, numbers } of tenants) {
      for (const { path, number, type } of numbers) {
        if (!number || !type || numberType(number) === type) continue;
        const why = {
          en: `${formatLentNumber(number)} is of type ${numberType(number)}, not ${type}`,
          ja: `${formatLentNumber(number)} の番号種別は ${numberType(number)} で、${type} ではありません`,
        };
        yield at(source, [...path, 'type'], why, {
          en: `write type "${numberType(number)}", or another number`,
          ja: `type を "${numberType(number)}" にするか、別の番号を書いてください`,
        });
      }
    }
  },
};
