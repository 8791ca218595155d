import { DiagnosticsError } from '../load/diagnostics-error.ts';
import { problemAt, START } from '../load/problem-at.ts';
import type { SourceFile } from '../load/source-file.ts';
import type { Tenant } from '../model/tenant.ts';
import type { Circumstances, Paper } from './paper.ts';
import type { Typesetter } from './typeset/typesetter.ts';
import { UnprintableError } from './typeset/unprintable.ts';
import { valuesOf } from './values/values.ts';

/**
 * A tenant's paper as a PDF.
 * @param source the tenant's file, for the place of a character that no font has
 * @throws {DiagnosticsError} `character-not-printable`: such characters, each where it first stands in the file
 */
export function makePaper(
  typesetter: Typesetter,
  paper: Paper,
  tenant: Tenant,
  circumstances: Circumstances,
  source?: SourceFile,
): Buffer {
  try {
    return typesetter.typeset(paper, valuesOf(paper, tenant, circumstances));
  } catch (error) {
    if (!(error instanceof UnprintableError)) throw error;
    throw new DiagnosticsError(error.characters.map((character) => unprintableAt(character, tenant, source)));
  }
}

function unprintableAt(character: string, tenant: Tenant, source: SourceFile | undefined) {
  const found = source?.text.indexOf(character) ?? -1;
  const code = `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
  return problemAt(
    tenant.file,
    source && found >= 0 ? source.positionOf(found) : START,
    'character-not-printable',
    {
      en: `“${character}” (${code}) is in none of the fonts of the papers, and would be printed as an empty box`,
      ja: `“${character}”（ ${code} ）は書類のどのフォントにもなく、空の四角で印刷されてしまいます`,
    },
    {
      en: 'write a character that they have: Japanese, Latin, Greek or Cyrillic; or make this paper by hand',
      ja: 'フォントにある文字（日本語、ラテン文字、ギリシャ文字、キリル文字）で書くか、この書類だけ手で作ってください',
    },
  );
}
