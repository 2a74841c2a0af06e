// Who may import whom (dependency-cruiser). The comment of each rule is what a developer reads when it is broken: it says
// what to do instead. boundaries.spec.ts plants one breach of every rule and expects it to be found.

/** The arrows between libs. A lib that is missing here may import nothing of ours. Everything may import the kernel. */
const ARROWS = {
  kernel: [],
  stores: ['kernel'],
  access: ['kernel'],
  audit: ['kernel'],
  sources: ['kernel'],
  parties: ['kernel', 'sources'],
  arrangements: ['kernel', 'sources', 'parties'],
  quotas: ['kernel', 'sources', 'parties', 'arrangements'],
  training: ['kernel', 'sources', 'parties', 'arrangements'],
  rights: ['kernel', 'sources', 'parties', 'arrangements'],
  cases: ['kernel', 'sources', 'parties', 'arrangements', 'rights'],
  compliance: ['kernel', 'sources', 'parties', 'arrangements', 'quotas', 'training', 'rights', 'cases'],
};

/** Libs that speak of the domain: plain code, save for modules, resolvers and handlers. */
const DOMAIN = '^libs/(sources|parties|arrangements|quotas|training|rights|cases|compliance)/';
const WIRING = '[.](module|resolver|handler)[.]ts$';
const TEST = '([.](spec|contract|fixture)[.]ts$|/testing/)';

const pkg = (...names) => `(^|/)node_modules/(${names.join('|')})/`;

const arrows = Object.entries(ARROWS).map(([lib, below]) => ({
  name: `arrows-of-${lib}`,
  severity: 'error',
  comment:
    below.length === 0
      ? `${lib} stands below everything of ours. Pass what it needs as a value, or declare a port in it that the other lib fills.`
      : `${lib} may import ${below.join(', ')} only. Let the lib above combine the two, move what both need further down, or ` +
        'read the other stream through the context of a decision (reads, other).',
  from: { path: `^libs/${lib}/` },
  to: { path: '^libs/', pathNot: `^libs/(${[lib, ...below].join('|')})/` },
}));

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...arrows,
    {
      name: 'lib-without-arrows',
      severity: 'error',
      comment: 'A new lib needs a line in ARROWS of test/architecture/boundaries.cjs before it may import another one.',
      from: { path: '^libs/', pathNot: `^libs/(${Object.keys(ARROWS).join('|')})/` },
      to: { path: '^libs/(?!$1/)', pathNot: '^libs/[^/]+/src/testing/' },
    },
    {
      name: 'nothing-imports-an-app',
      severity: 'error',
      comment: 'Apps only compose. Move what a lib needs into a lib, and let the app pass it in.',
      from: { path: '^libs/' },
      to: { path: '^apps/' },
    },
    {
      name: 'the-registry-knows-no-other-app',
      severity: 'error',
      comment:
        'The command line starts the registry, not the other way round: pass what the registry needs as an argument.',
      from: { path: '^apps/registry/' },
      to: { path: '^apps/', pathNot: '^apps/registry/' },
    },
    {
      name: 'through-the-index',
      severity: 'error',
      comment:
        "Import another lib or app by its name ('#parties'), never by a path into it. If its index lacks what you need, export it " +
        "there. Only tests import '#kernel/testing'.",
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: {
        path: '^(apps|libs)/[^/]+/',
        pathNot: ['^$1/$2/', '^(apps|libs)/[^/]+/src/index[.]ts$', '^libs/kernel/src/testing/given[.]ts$'],
      },
    },
    {
      name: 'by-name-not-by-path',
      severity: 'error',
      comment: "Write '#parties', not '../../parties/src/index.js': the name is what the build and the tests resolve.",
      from: { path: '^(apps|libs)/([^/]+)/' },
      to: { path: '^(apps|libs)/[^/]+/', pathNot: '^$1/$2/', dependencyTypesNot: ['aliased-subpath-import'] },
    },
    {
      name: 'testing-is-for-tests',
      severity: 'error',
      comment:
        'The test language, specs, contracts and fixtures are no part of the product: move what you need into a file of its own.',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { path: TEST },
    },
    {
      name: 'domain-knows-no-nest',
      severity: 'error',
      comment:
        'Rules, folds and views are plain code. Only *.module.ts, *.resolver.ts and *.handler.ts import @nestjs/common, core or cqrs; ' +
        'put the wiring there. (@nestjs/graphql declares shapes and is free.)',
      from: { path: DOMAIN, pathNot: WIRING },
      to: { path: pkg('@nestjs/common', '@nestjs/core', '@nestjs/cqrs') },
    },
    {
      name: 'domain-does-no-io',
      severity: 'error',
      comment:
        'A decision or a fold takes what it needs as a value: the context of the command, or the arguments of a pure function. ' +
        'Files, sockets, timers and randomness belong to the kernel, to stores, or to an app.',
      from: { path: DOMAIN, pathNot: TEST },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'domain-reads-by-handlers',
      severity: 'error',
      comment:
        'SQL is written in *.handler.ts, and conditions on index tables beside them in *.projection.ts. Elsewhere fold events, and ' +
        'let the handler ask the read model.',
      from: { path: DOMAIN, pathNot: '[.](handler|projection)[.]ts$' },
      to: { path: pkg('kysely') },
    },
    {
      name: 'only-stores-know-the-database',
      severity: 'error',
      comment:
        'Only libs/stores imports a database client. Use the ports of the kernel: EventLog, or Database for read models.',
      from: { path: '^(apps|libs)/', pathNot: '^libs/stores/' },
      to: { path: pkg('pg', '@electric-sql/pglite', '@eventstore/db-client') },
    },
    {
      name: 'no-cycles',
      severity: 'error',
      comment:
        'Two files that need each other at run time are one thing, or share a third: move what both need there. (A cycle of ' +
        'types only is gone at run time and is let pass.)',
      from: { path: '^(apps|libs)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'no-unlisted-package',
      severity: 'error',
      comment: 'The package is not in package.json, so it may be gone tomorrow: add it, with an exact version.',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-no-pkg', 'npm-unknown'] },
    },
    {
      name: 'no-tool-in-the-product',
      severity: 'error',
      comment:
        'A package of devDependencies is not installed where the registry runs: move it to dependencies, or the code to a test.',
      from: { path: '^(apps|libs)/', pathNot: TEST },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'nothing-unresolvable',
      severity: 'error',
      comment:
        "The import leads nowhere: relative ones end in .js, those of libs are '#name' from package.json, imports.",
      from: { path: '^(apps|libs)/' },
      to: { couldNotResolve: true },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|data)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['source', 'import', 'node', 'default'] },
  },
};
