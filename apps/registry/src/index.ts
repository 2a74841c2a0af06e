export { createRegistry, type Registry, storeOf } from './create-registry.js';
export * from './import-commands.js';
export { deciders, projections } from './registry.module.js';
export { readCatalogue, readSample, SAMPLE_ACTOR } from './sample.js';
export { BadSetting, readSettings, Settings } from './settings.js';
