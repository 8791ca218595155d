import type { ErrorObject } from 'ajv';
import type { Text } from '../../domain/language.ts';
import { isPlainWord } from '../../domain/plain-word.ts';
import type { Diagnostic } from '../../load/diagnostic.ts';
import type { Path } from '../../load/place.ts';
import type { SourceFile } from '../../load/source-file.ts';
import { quote } from '../quote.ts';
import type { Explained } from './explained.ts';
import { formOf } from './form.ts';
import { inside, keyWord, named, valueWord } from './named.ts';
import { nearest } from './nearest.ts';
import { wrongType } from './wrong-type.ts';

/** One of ajv's errors in words, at the place where it is to be mended. */
export function explain(error: ErrorObject, path: Path, source: SourceFile): Diagnostic {
  const { code, at, message, action } = (EXPLANATIONS[error.keyword] ?? other)(error, path, source);
  return { code, severity: 'error', file: source.file, line: at.line, column: at.column, message, action };
}

type Explain = (error: ErrorObject, path: Path, source: SourceFile) => Explained;

const EXPLANATIONS: Record<string, Explain> = {
  additionalProperties: (error, path, source) => {
    const key = String(error.params.additionalProperty);
    const known = Object.keys((error.parentSchema?.properties ?? {}) as object).filter(
      (k) => !(k in (error.data as object)),
    );
    return {
      code: 'unknown-key',
      at: source.keyAt([...path, key]),
      message: unknownKey(key, path),
      action: otherKey(nearest(key, known), known),
    };
  },
  required: (error, path, source) => {
    const key = quote(String(error.params.missingProperty));
    const where = inside(path);
    return {
      code: 'missing-key',
      at: path.length > 0 ? source.keyAt(path) : { line: 1, column: 1 },
      message: { en: `the key ${key} is missing ${where.en}`, ja: `${where.ja}にキー ${key} がありません` },
      action: { en: 'write it', ja: '書いてください' },
    };
  },
  type: wrongType,
  enum: (error, path, source) => {
    const choices = (error.params.allowedValues as unknown[]).map(String);
    const meant = typeof error.data === 'string' ? nearest(error.data, choices) : undefined;
    const value = valueWord(error, path);
    const name = named(path);
    const list = choices.join(', ');
    return {
      code: 'unknown-value',
      at: source.at(path),
      message: {
        en: `${value.en} is not known for ${name.en}`,
        ja: `${value.ja} は ${name.ja} に書けません`,
      },
      action: {
        en: `write one of ${list}${meant ? ` (did you mean ${meant}?)` : ''}`,
        ja: `${list} のどれかを書いてください${meant ? `（${meant} のことですか）` : ''}`,
      },
    };
  },
  pattern: (error, path, source) => wrongForm(error, path, source),
  format: (error, path, source) => wrongForm(error, path, source),
  minLength: (_error, path, source) => ({
    code: 'wrong-length',
    at: source.at(path),
    message: { en: `${named(path).en} is empty`, ja: `${named(path).ja} が空です` },
    action: {
      en: 'fill it in, or take the key away where it is optional',
      ja: '書き込むか、省けるキーなら消してください',
    },
  }),
  maxLength: (error, path, source) => {
    const length = [...String(error.data)].length;
    const { limit } = error.params;
    return {
      code: 'wrong-length',
      at: source.at(path),
      message: {
        en: `${named(path).en} has ${length} characters, more than the ${limit} that it may have`,
        ja: `${named(path).ja} が ${length} 文字あり、上限の ${limit} 文字を超えています`,
      },
      action: { en: 'shorten it', ja: '短くしてください' },
    };
  },
  minItems: (error, path, source) => count(error, path, source, 'least'),
  maxItems: (error, path, source) => count(error, path, source, 'most'),
  minProperties: (error, path, source) => count(error, path, source, 'least'),
  minimum: (error, path, source) => range(error, path, source, 'least'),
  maximum: (error, path, source) => range(error, path, source, 'most'),
  uniqueItems: (error, path, source) => ({
    code: 'repeated-value',
    at: source.at([...path, Math.max(error.params.i, error.params.j)]),
    message: {
      en: `${named(path).en} says the same twice`,
      ja: `${named(path).ja} に同じものが二度書かれています`,
    },
    action: { en: 'keep one of them', ja: '一つだけ残してください' },
  }),
  propertyNames: (error, path, source) => {
    const key = String(error.params.propertyName);
    const word = keyWord(key);
    return {
      code: 'wrong-form',
      at: source.keyAt([...path, key]),
      message: {
        en: `${word.en} cannot be a key of ${named(path).en}`,
        ja: `${word.ja} は ${named(path).ja} のキーにできません`,
      },
      action: { en: 'write a-z, 0-9 and - alone', ja: 'a-z、0-9、- だけで書いてください' },
    };
  },
};

/** A keyword of a schema that nobody has put into words yet. */
function other(_error: ErrorObject, path: Path, source: SourceFile): Explained {
  return {
    code: 'schema',
    at: source.at(path),
    message: {
      en: `${named(path).en} is not as the schema wants it`,
      ja: `${named(path).ja} がスキーマに合っていません`,
    },
    action: { en: 'see the schema', ja: 'スキーマを見てください' },
  };
}

function unknownKey(key: string, path: Path): Text {
  const where = inside(path);
  return isPlainWord(key)
    ? {
        en: `there is no key ${quote(key)} ${where.en}`,
        ja: `${where.ja}に ${quote(key)} というキーはありません`,
      }
    : { en: `a key that is no word of ours stands ${where.en}`, ja: `${where.ja}に、使えないキーがあります` };
}

function otherKey(meant: string | undefined, known: readonly string[]): Text {
  if (meant)
    return { en: `did you mean ${quote(meant)}?`, ja: `${quote(meant)} のことなら書き直してください` };
  if (known.length === 0) return { en: 'take it away', ja: '消してください' };
  const list = known.join(', ');
  return {
    en: `take it away, or write one of ${list}`,
    ja: `消すか、${list} のどれかを書いてください`,
  };
}

const AS_SCHEMA = { en: 'it as the schema says', ja: 'スキーマのとおりの値' };

function wrongForm(error: ErrorObject, path: Path, source: SourceFile): Explained {
  const wanted = formOf(error.parentSchema) ?? AS_SCHEMA;
  return {
    code: 'wrong-form',
    at: source.at(path),
    message: cannotBe(error, path),
    action: { en: `write ${wanted.en}`, ja: `${wanted.ja}を書いてください` },
  };
}

type Bound = 'least' | 'most';

function count(error: ErrorObject, path: Path, source: SourceFile, bound: Bound): Explained {
  const { limit } = error.params;
  return {
    code: 'wrong-count',
    at: path.length > 0 ? source.keyAt(path) : { line: 1, column: 1 },
    message: {
      en: `${named(path).en} must have at ${bound} ${limit} ${limit === 1 ? 'entry' : 'entries'}`,
      ja: `${named(path).ja} は ${limit} 件${bound === 'least' ? '以上' : '以下'}でなければなりません`,
    },
    action:
      bound === 'least'
        ? { en: 'add what is missing', ja: '足りないものを加えてください' }
        : { en: 'take some away', ja: '減らしてください' },
  };
}

function range(error: ErrorObject, path: Path, source: SourceFile, bound: Bound): Explained {
  const { limit } = error.params;
  return {
    code: 'out-of-range',
    at: source.at(path),
    message: cannotBe(error, path),
    action: {
      en: `write at ${bound} ${limit}`,
      ja: `${limit} ${bound === 'least' ? '以上' : '以下'}にしてください`,
    },
  };
}

function cannotBe(error: ErrorObject, path: Path): Text {
  const value = valueWord(error, path);
  const name = named(path);
  return { en: `${value.en} cannot be ${name.en}`, ja: `${value.ja} は ${name.ja} に書けません` };
}
