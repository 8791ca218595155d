import { execa } from 'execa';
import type { Page } from 'puppeteer-core';

/** A page as it would be printed. */
export interface Printed {
  /** What stands on it, in the order in which it is read. */
  text: string;
  pages: number;
  pdf: Uint8Array;
}

/** Prints a page by its own print style sheet, paper and margins included. */
export async function print(page: Page): Promise<Printed> {
  const pdf = await page.pdf({ preferCSSPageSize: true, printBackground: false, timeout: 60_000 });
  const { stdout } = await execa('pdftotext', ['-layout', '-', '-'], { input: pdf });
  // A form feed after each page.
  return { text: stdout, pages: stdout.split('\f').length - (stdout.endsWith('\f') ? 1 : 0), pdf };
}
