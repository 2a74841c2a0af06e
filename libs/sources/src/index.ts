export { type Source } from './register-source.js';
export { sourceDecider } from './source.decider.js';
export { SourcesModule } from './sources.module.js';
export { sourcesProjection } from './sources.projection.js';
export { SourceView } from './sources.resolver.js';
