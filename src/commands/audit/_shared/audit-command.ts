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
      text: (answer: T) => string;
      sheet: (answer: T) => Sheet;
      more?: readonly string[];
      ok?: boolean;
    },
  ): void {
    const { text, sheet, more = [], ok = true } = forms;
    const print = {
      text: () => text(answer),
      json: () => printableJson({ ok, ...answer }),
      markdown: () => sheetMarkdown(sheet(answer), more.map(markdownText)),
      csv: () => sheetCsv(sheet(answer)),
    };
    this.log(print[format]());
  }
}
