/** For the compiled programs that ask whether they are of these sources; see sources.mjs. */
export function staleBuild(): string | undefined;
