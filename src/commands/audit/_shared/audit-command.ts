import { type Language, spoken } from '../../../domain/language.ts';
import { BaseCommand } from '../../base.ts';
import { type Sheet, sheetCsv, sheetMarkdown } from '../../format/audit/sheet.ts';
import { markdownText } from '../../format/markdown.ts';
import { printableJson } from '../../format/printable.ts';

/** A command that answers a question of history. */
export abstract class AuditCommand extends BaseCommand {
  /** Prints an answer; as JSON it is as schema/audit.schema.json says. @param more Markdown: lines before the table */
  protected answer<T extends object>(
    format: 'text' | 'json' | 'markdown' | 'csv',
    answer: T,
    forms: {
      text: (answer: T, language: Language) => string;
      sheet: (answer: T, language: Language) => Sheet;
      more?: readonly string[];
      ok?: boolean;
    },
  ): void {
    const { text, sheet, more = [], ok = true } = forms;
    const { language } = this;
    const print = {
      text: () => text(answer, language),
      json: () => printableJson({ ok, ...(spoken(answer, language) as T) }),
      markdown: () => sheetMarkdown(sheet(answer, language), more.map(markdownText)),
      csv: () => sheetCsv(sheet(answer, language)),
    };
    this.log(print[format]());
  }
}
