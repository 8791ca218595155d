/** Something the set-up cannot mend by itself: said in one line, with what to do. */
export class SetupProblem extends Error {
  /**
   * @param {string} code
   * @param {string} message what, and why
   * @param {string} action what to do
   */
  constructor(code, message, action) {
    super(message);
    this.code = code;
    this.action = action;
  }
}

/**
 * Prints a problem as every denwaban command does, and leaves with 1. An error that nobody foresaw keeps its stack: it is a defect.
 * @param {unknown} error
 * @returns {never}
 */
export function leave(error) {
  const known = error instanceof SetupProblem;
  console.error(known ? `error ${error.code}: ${error.message} ${error.action}` : error);
  process.exit(1);
}
