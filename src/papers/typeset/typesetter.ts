import { fileURLToPath } from 'node:url';
import type { NodeCompiler, NodeTypstDocument } from '@myriaddreamin/typst-ts-node-compiler';
import { printableValue } from '../../domain/printable.ts';
import { Problem } from '../../domain/problem.ts';
import type { Paper, PaperValues } from '../paper.ts';
import { fontFolders } from './fonts.ts';
import { UnprintableError, unprintable } from './unprintable.ts';

/** Typst's own root: a template reads nothing outside it. */
const TEMPLATES = fileURLToPath(new URL('../../../templates/documents/papers/', import.meta.url));

/**
 * PDF/UA: readable by programs that read aloud, and the one form in which the typesetter refuses a character that no font has, where a plain PDF shows
 * a box.
 */
const STANDARD = 'ua-1';

/** Pictures that templates may show beside their own, by the name that they know them by. */
export interface Logo {
  name: 'logo.svg' | 'logo.png';
  bytes: Uint8Array;
}

/** A typesetter, with its fonts loaded: a tenth of a second, so that one serves all papers of a command. */
export interface Typesetter {
  /**
   * The PDF of a paper; the same values are the same bytes. Values are data: nothing in them is a command of the typesetter's.
   * @throws {UnprintableError} a value has characters that no font has
   * @throws {Problem} `paper-failed`
   */
  typeset(paper: Paper, values: PaperValues): Buffer;
}

export async function openTypesetter(logo?: Logo): Promise<Typesetter> {
  // Fifty megabytes of native code, for this command alone.
  const { NodeCompiler: Compiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const compiler = Compiler.create({ workspace: TEMPLATES, fontArgs: [{ fontPaths: fontFolders() }] });
  if (logo) compiler.mapShadow(`${TEMPLATES}${logo.name}`, Buffer.from(logo.bytes));
  return {
    typeset: (paper, values) => {
      const pdf = exported(compiler, compiled(compiler, paper, values), paper);
      // What the typesetter remembers of ten thousand papers is memory that nothing gives back.
      compiler.evictCache(10);
      return pdf;
    },
  };
}

function compiled(compiler: NodeCompiler, paper: Paper, values: PaperValues): NodeTypstDocument {
  const result = compiler.compile({
    mainFilePath: `${TEMPLATES}${paper}.typ`,
    inputs: { data: JSON.stringify(printableValue(values)) },
    resetRead: true,
  });
  if (result.result && !result.hasError()) return result.result;
  const found = result.takeDiagnostics()?.shortDiagnostics as { message?: string }[] | undefined;
  throw failed(paper, found?.map(({ message }) => message).join('; '));
}

function exported(compiler: NodeCompiler, document: NodeTypstDocument, paper: Paper): Buffer {
  try {
    return compiler.pdf(document, { pdfStandard: STANDARD });
  } catch (error) {
    // The binding tells an export's diagnostics as the text of one error.
    const text = String(error);
    const characters = unprintable(text);
    throw characters.length > 0 ? new UnprintableError(characters) : failed(paper, text);
  }
}

function failed(paper: Paper, why: string | undefined): Problem {
  return new Problem(
    'paper-failed',
    {
      en: `the paper “${paper}” cannot be set: ${why ?? 'unknown'}`,
      ja: `“${paper}” の書類を組めません： ${why ?? 'unknown'}`,
    },
    {
      en: `mend templates/documents/papers/${paper}.typ, or the logo`,
      ja: `templates/documents/papers/${paper}.typ かロゴを直してください`,
    },
  );
}
