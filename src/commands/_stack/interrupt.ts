import { Problem } from '../../domain/problem.ts';

/**
 * The first Ctrl-C (or SIGTERM) ends the work after the running step; a second one ends it at once, which is as safe but leaves the rest
 * of the step to the next run.
 */
export function interruptible(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    if (controller.signal.aborted) process.exit(130);
    process.stderr.write('stopping after the running step; again to stop at once\n');
    controller.abort(
      new Problem(
        'interrupted',
        {
          en: 'it was interrupted; what is done is saved',
          ja: '中断されました。済んだところまでは残っています',
        },
        { en: 'run it again: it goes on where it was', ja: 'もう一度実行してください。続きから始まります' },
      ),
    );
  };
  process.on('SIGINT', stop);
  process.on('SIGTERM', stop);
  return {
    signal: controller.signal,
    done: () => {
      process.off('SIGINT', stop);
      process.off('SIGTERM', stop);
    },
  };
}
