// The stages of a change, in order. A stage may import only itself and earlier ones;
// `commands` wires them together. docs/architecture.md explains each.
const STAGES = [
  'domain',
  'load',
  'validate',
  'model',
  'onboard',
  'render',
  'book',
  'papers',
  'plan',
  'project',
  'store',
  'chatwork',
  'node',
  'apply',
  'drift',
  'audit',
  'ci',
  'infra',
  'sandbox',
  'doctor',
  'commands',
];

// load … plan are pure: files are read in `load` alone, and nothing there reaches a network, a clock or a process.
const PURE = ['domain', 'validate', 'model', 'onboard', 'plan'];

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'stage-known',
      comment: 'every folder of src is a stage of the list',
      severity: 'error',
      from: {},
      to: { path: '^src/', pathNot: `^src/(${STAGES.join('|')})/` },
    },
    ...STAGES.slice(0, -1).map((stage, i) => ({
      name: `stage-${stage}`,
      severity: 'error',
      from: { path: `^src/${stage}/` },
      to: { path: `^src/(${STAGES.slice(i + 1).join('|')})/` },
    })),
    {
      name: 'aws-in-infra',
      comment: '@pulumi/aws takes 1.4 s to load',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/infra/' },
      to: { path: 'node_modules/@pulumi/(aws|docker)/' },
    },
    {
      name: 'pure-stages',
      severity: 'error',
      from: { path: `^src/(${PURE.join('|')})/` },
      to: {
        path: '^(node:)?(fs|fs/promises|net|http|https|http2|dgram|dns|tls|child_process|cluster|worker_threads)$',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
};
